/** Constructions of their own: the figure stands before what it counts, or a verb before its subject. */
import { indicatorOf } from './catalogue.ts';
import type { Figure } from './figures.ts';
import type { Finding } from './finding.ts';

const NUMBER =
  '(?<![\\d.])(?<before>超过|超|近|约|逾)?(?<value>\\d+(?:\\.\\d+)?)(?<more>多|余)?(?<unit>万人|万|人|名)(?<more2>多|余)?(?<after>以上|左右)?(?:名)?';
const AMOUNT =
  '(?<before>超过|超|近|约|逾|突破|不低于)?(?<value>\\d+(?:\\.\\d+)?)(?<more>多|余)?(?<unit>亿斤|万斤|万吨)(?<more2>多|余)?(?<after>以上|左右)?';
/** 2737个老旧小区, 10.8万个学位: the count stands before what is counted. */
const COUNT = (units: string): string =>
  `(?:新建|改建|改造|建成|建设|新增|增加|完成|整治|提供|新开通|开通|建设|实施)(?:完成|改造|提升|了)*(?:\\d+(?:\\.\\d+)?万?[套户个座][^，。；、\\d]{1,8}、)?(?<before>超过|超|近|约|逾)?(?<value>\\d+(?:\\.\\d+)?)(?<more>多|余)?(?<unit>${units})(?<after>以上|左右)?`;
const POOR = '(?:的|农村|城乡|建档立卡|现行标准下?|剩余|相对|未脱贫|余下|剩下)*贫困(?:人口|群众)';
const OUT = '(?:全部|如期|实现|稳定|顺利|成功|全面|同步|高质量|也|都)*(?:脱贫|退出|摘帽)';

const RATE = '(?<before>超过|超|近|约|逾)?(?<value>\\d+(?:\\.\\d+)?)(?<unit>%)(?<after>以上|左右)?';
const DAYS =
  '(?<before>不超过|低于)?(?<value>\\d+(?:\\.\\d+)?)(?<unit>个工作日|工作日|天)(?<after>以内|之内|内|左右)?(?![^，。；]{0,4}[压降减]至)';
/** 中欧班列(重庆), 赣欧班列, “义新欧”班列: the trains by their own names; a name that two regions share (成渝) counts for neither. */
const TRAIN =
  '(?:中欧(?:\\(中?亚\\)|中亚)?|[“"]?(?!\\p{sc=Han}{0,2}中欧)(?:(?![开行发运])\\p{sc=Han}){1,2}欧[”"]?)班列(?:\\((?:(?<limit>成渝)|[^()]{2,4})\\)|[“"]?长安号[”"]?)?';
const RUN = '(?:(?:全年|年|已|共|去年)?(?:开行|运行)(?:数量?|班次|总量|量)?|达到?|保持在)*';
const TRAINS = [
  {
    indicator: 'china_europe_trains',
    rule: 'trains-run',
    pattern: `${TRAIN}(?<span>累计)?${RUN}(?<before>突破|超过|超|近|约|逾)?(?<value>\\d+(?:\\.\\d+)?)(?<unit>万列|列|班)(?<more>多|余)?(?<after>以上|左右)?`,
  },
  { indicator: 'china_europe_trains_growth', rule: 'trains-more', pattern: `${TRAIN}${RUN}增长${RATE}` },
  {
    indicator: 'china_europe_trains_growth',
    rule: 'trains-and-more',
    pattern: `${TRAIN}${RUN}(?:超过|超)?\\d+(?:列|班)[、，](?:同比)?增长${RATE}`,
  },
];

/**
 * Groups: `value`, `unit`, `before`, `more`, `after` of a figure, or `words`; `limit` where the figure is not the region's whole
 * (带动23.8万贫困人口脱贫); `span` where it is a sum over years.
 */
const COUNTED: { indicator: string; rule: string; pattern: string; direction?: 'down' }[] = [
  {
    indicator: 'poverty_relief',
    rule: 'people-out-of-poverty',
    pattern: `(?:(?<limit>带动|帮助|助力|帮扶|惠及|依靠[^，。；]{0,8})|(?<span>累计|[四五三]年[^，。；]{0,8}))?(?:减少|实现|完成|已有|剩余|剩下|的)*${NUMBER}${POOR}${OUT}`,
  },
  {
    indicator: 'poverty_relief',
    rule: 'fewer-poor',
    pattern: `(?<span>累计)?(?:减少(?:的|农村|相对|建档立卡)*贫困人口|减贫(?:人口)?)(?:达|达到)?${NUMBER}`,
  },
  {
    indicator: 'poverty_relief',
    rule: 'all-out-of-poverty',
    pattern:
      '(?<![\\d万人户、])(?:全[省区市])?(?:现行标准下?|剩余的?|农村|相对|所有|建档立卡|的)+贫困(?:人口|群众)(?<words>全部脱贫)',
  },
  {
    indicator: 'grain_output',
    rule: 'grain-after-area',
    pattern: `粮食(?:作物)?(?:播种面积|种植面积|面积|生产|喜获|再获|实现)[^。；、棉油蔬果肉猪牛羊糖茶菜万亿]{0,30}(?:\\d+(?:\\.\\d+)?万亩(?:以上|左右)?)?[，、]总?产量?(?:达到?|为|稳定在|保持在)*${AMOUNT}`,
  },
  {
    indicator: 'grain_output',
    rule: 'steady-grain',
    pattern:
      '(?<words>稳定)粮食(?:播种面积和|种植面积和|面积和|播种面积、|生产和)?(?:总)?(?:综合)?(?:产量|产能|生产能力|生产)(?![^，。；、]{0,6}\\d)',
  },
  {
    indicator: 'grain_output',
    rule: 'steady-grain',
    pattern:
      '粮食(?:播种面积|种植面积|面积)(?:和|、|与)(?:总)?产量?(?<words>(?:总体|基本|保持)*稳定|(?:确保|超额|全面)*完成国家[^，。；、]{0,8}?任务)',
  },
  {
    indicator: 'old_neighbourhoods',
    rule: 'count-before-noun',
    pattern: `${COUNT('个')}(?:城镇|城市|市区|主城区)*老旧(?:住宅)?小区`,
  },
  { indicator: 'base_stations_5g', rule: 'count-before-noun', pattern: `${COUNT('万个|个|万座|座')}5G(?:通信)?基站` },
  ...[
    // 办理省人大代表建议1111件、省政协提案761件; one count of both (建议和提案1346件) is a count of neither.
    { indicator: 'npc_proposals', noun: '(?:人大)?代表(?:议案\\d+件、|议案|意见)?建议', joined: '' },
    { indicator: 'cppcc_proposals', noun: '(?:政协|委员|政协委员)提案', joined: '(?<!建议(?:和|、|与|及))' },
  ].flatMap(({ indicator, noun, joined }) => [
    {
      indicator,
      rule: 'proposals-dealt-with',
      pattern: `(?:(?<span>累计)[^，。；\\d]{0,8})?(?<!全国|政协|人大)${joined}(?:省|市|自治区)?${noun}(?<value>\\d+)(?<more>多|余)?(?<unit>件)`,
    },
    {
      indicator,
      rule: 'count-before-proposals',
      pattern: `(?<![\\d.])(?<value>\\d+)(?<more>多|余)?(?<unit>件)(?:省|市|自治区)?${noun}`,
    },
  ]),
  {
    indicator: 'local_regulations',
    rule: 'bills-put-forward',
    pattern:
      '提请(?:省|市|自治区)?(?:人大)?(?:及其)?(?:常委会)?(?:会议)?(?:审议|制定|修改|修订|废止|立改废|[、和或])*(?:[^，。；\\d]{0,30}等)?(?:省级)?地方性法规(?:草案|议案|案|\\((?:草案|案)\\))*(?<value>\\d+)(?<more>多|余)?(?<unit>件|项|部)',
  },
  {
    indicator: 'business_setup_days',
    rule: 'days-to-set-up',
    pattern: `企业开办(?:全流程|全程|时间|平均|全面|办理|统一|(?:由|从)\\d+(?:\\.\\d+)?个?(?:工作日|天))*(?:实现|(?:压缩|压减|缩短|缩减|减少|降低?)?[至到为]|控制在)?${DAYS}`,
  },
  {
    indicator: 'general_expenditure_cut',
    rule: 'cut-before-noun',
    direction: 'down',
    pattern: `压[减缩](?<limit>[^，。；、\\d]{0,3}(?:部门|本级))?(?:各级|公共|政府|财政|全[省市区])*一般性支出${RATE}`,
  },
  ...TRAINS,
  {
    indicator: 'gdp_growth',
    rule: 'economy-a-year',
    pattern: `(?<=^|[，；。：]|全[省市区])经济(?<span>年均)增长${RATE}`,
  },
  {
    indicator: 'school_places',
    rule: 'count-before-noun',
    pattern: `${COUNT('万个|个')}(?:公办|普惠性|幼儿园|学前|义务教育|基础教育|中小学|优质)*学位`,
  },
];

/** The units of people as they are told. */
const UNIT_OF: Record<string, string> = { 名: '人', 万: '万人', 工作日: '个工作日' };

const RULES = COUNTED.flatMap(({ indicator: id, rule, pattern, direction = null }) => {
  const indicator = indicatorOf(id);
  return indicator ? [{ indicator, rule, direction, pattern: new RegExp(pattern, 'gu') }] : [];
});

/** Words that only sentences with such a figure have, where the indicator has no name that the grammar reads. */
const HEADS = /经济年均|班列|企业开办|代表\p{sc=Han}{0,2}建议|提案|地方性法规/u;

/** Whether the rules above could find anything in a normal sentence; cheap. */
export function namesCounted(text: string): boolean {
  return HEADS.test(text);
}

/** What the rules above find in a normal sentence. */
export function findCounted(text: string): Finding[] {
  return RULES.flatMap(({ indicator, rule, direction, pattern }) =>
    [...text.matchAll(pattern)].map((found): Finding => {
      const { words = '', limit = '', span = '' } = found.groups ?? {};
      const at = { start: found.index, end: found.index + found[0].length };
      return {
        ...at,
        indicator,
        figure: figureOf(found.groups ?? {}, at),
        words,
        direction,
        change: false,
        reaching: false,
        basis: span === '' ? (indicator.measure === 'level' ? 'level' : 'growth') : 'cumulative',
        striving: '',
        accounting: '',
        since: null,
        year: null,
        shift: null,
        limit,
        pastGoal: false,
        rule,
      };
    }),
  );
}

function figureOf(groups: Record<string, string | undefined>, at: { start: number; end: number }): Figure | null {
  const { value, unit = '', before = '', more = '', more2 = '', after = '' } = groups;
  if (value === undefined) return null;
  return {
    ...at,
    value: Number(value),
    low: null,
    high: null,
    unit: UNIT_OF[unit] ?? unit,
    before,
    after: more + more2 + after,
  };
}
