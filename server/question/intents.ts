import type { Intent } from '../model.ts';
import type { Comparison, Theme } from './reading.ts';

/** What the rules look at. */
export interface IntentInput {
  text: string;
  regions: number;
  indicators: number;
  comparison: Comparison;
  theme: Theme;
  expectedCount: number | null;
  asksDepartments: boolean;
  departments: string[];
  /** Years asked. */
  years: number;
}

interface Rule {
  name: string;
  intent: Intent;
  applies: (input: IntentInput) => boolean;
}

const WHICH_REGIONS =
  /(?:哪|那)(?:些|几|两|三|四|五|六|七|八)?个?(?:省|地区|地方|直辖市|自治区|份[^，。？]{0,4}报告|家报告)|(?:几|多少)份[^，。？]{0,6}报告|的(?:省|省份|省区|省市|地区)(?:是|为)(?:哪|谁)|哪些(?:省级|地方|各地|政府)*(?:工作)?报告|(?:省市区|省区市|省市|省份)(?:一共|共)?有几个|哪[里地儿][^，。？]{0,4}最|(?:省份|省区市?|省市|地区)(?:里|中|当中)?[，,]?[^，。？]{0,8}哪家(?!企业|公司|单位|医院|银行|学校|机构)|(?:省份|省区市?|省市|省|地区|直辖市)(?:里|中|当中|里头|之中)?[，,](?:哪些|哪几|谁)|哪几(?:家|份)|(?:有|是)?哪几个[？?]?$|(?:多少|几)个?(?:省|地区|地方|直辖市)|(?:省份|省区市?|省市|地区|地方|直辖市|省区)[^。？]{0,6}(?:里|中)?[^。？]{0,24}(?:有哪|是哪|哪些|哪[两三四五几]个|谁)|(?:省|直辖市|自治区)(?:区市?|市)?有(?:哪些|谁|几个)|的(?:省|省份|省区|省市|省区市|地区)[，,](?:[^，。？]{0,8})(?:有)?(?:多少|几)个|的(?:省|省份|省区|省市|省区市|地区)(?:[，,]?列|[？?。]?$|(?:是|有)?[？?])|(?:省级|各省|各地)(?:工作)?报告(?:里|中)?(?:都|还)?(?:有哪|是哪|哪些)|(?:提到|提及|写到|写有|写了|出现|谈到|讲到|说到)[^，。？]{1,24}的(?:都|还|分别)?[有是](?:谁|哪些|哪[几两三四五六])|各省|各地|谁(?:家|的报告)?(?:里)?(?:还|也)?(?:提|写|说|讲)(?:到|了|过)|which (?:(?:of the )?(?:chinese |provincial(?:-level)? |government |\d+ |two |three )*)(?:provinces?|regions?|reports?|governments?|municipalit|work reports?)|how many (?:provinces|regions)/i;
const OUTSIDE =
  /天气(?!保障|监测|预报能力)|气温|下雨|写(?:一)?(?:首|段|篇|个)[^，。？]{0,12}(?:诗|代码|作文|程序|小说)|翻译(?:一下|成)|讲(?:个|一个)?笑话|股(?:价|票(?!发行))|彩票|菜谱|怎么(?:看待|评价)|如何评价|(?:专家|学者|网友|网民|外界)[^，。]{0,12}(?:评价|认为|觉得|怎么看|看法)|你(?:觉得|认为|怎么看)|预测一下|会不会|哪(?:支|只)股|who will win|\belections?\b|\bweather\b|\bpoem\b|\bjoke\b|stock price|\brecipe\b|write (?:a|some) (?:code|program|poem|story)|(?:省长|市长|县长|书记|主席|主任|厅长|局长|总理)[^，。？]{0,10}(?:出生|生日|籍贯|哪里人|属相|多大年纪|多少岁|几岁|学历|毕业|妻子|老婆|丈夫|电话|邮箱|身高|体重|工资)|what do (?:experts|you) think|\bopinion\b/i;
const ABOUT =
  /你(?:是谁|是什么|能做什么|会什么)|(?:你|这里|系统|本站|数据库)[^，。]{0,6}(?:收录|有)(?:了)?(?:哪些|多少)(?:份)?报告|怎么用你|who are you|what can you do|which reports (?:are loaded|do you have)/i;

/** A figure is asked for; 几月几日 is a date. */
const AMOUNT =
  /多少|几(?!乎|十年|月|日|号|时)|百分之|多大|多高|how (?:many|much|long|large|far)|what (?:share|percentage|proportion|rate)|by how much/i;
/** A name, a place or a date is asked for, even where an indicator's name stands in the question. */
const NAME =
  /叫什么|什么名字|哪(?:一)?(?:家|位|座|款|种|部|所|只|里)|哪个(?:地方|城市|市|县|景区|机场|企业|公司|项目|人)|谁|几月|\bwho\b|\bwhere\b|which (?:\w+ ){0,3}(?:company|bank|hospital|university|city|county|airport|port|project|place|village|park|school)\b/i;

/** Rules in order; the first that applies tells the intent. Each can be tested alone. */
export const INTENT_RULES: readonly Rule[] = [
  { name: 'outside', intent: 'outside', applies: ({ text }) => OUTSIDE.test(text) },
  { name: 'about', intent: 'about', applies: ({ text }) => ABOUT.test(text) },
  { name: 'departments', intent: 'responsible', applies: (i) => i.asksDepartments || i.departments.length > 0 },
  { name: 'change', intent: 'aggregate', applies: (i) => i.comparison.change !== null && i.regions !== 1 },
  {
    name: 'sum',
    intent: 'aggregate',
    applies: (i) => (i.comparison.sum || i.comparison.mean) && i.regions !== 1 && i.indicators > 0,
  },
  {
    name: 'rank',
    intent: 'rank',
    applies: (i) =>
      i.comparison.ranks.length > 0 && i.regions === 0 && (i.indicators > 0 || WHICH_REGIONS.test(i.text)),
  },
  { name: 'count', intent: 'count', applies: (i) => i.comparison.count && i.regions !== 1 },
  {
    name: 'absent',
    intent: 'which-regions',
    applies: (i) => i.theme.absent && i.regions !== 1 && i.theme.literals.length > 0,
  },
  {
    name: 'each',
    intent: 'compare',
    applies: (i) =>
      i.regions >= 2 &&
      /各(?:是|有|自|写|多少)|分别(?:是|有|还|达)?|谁/.test(i.text) &&
      !/哪(?:几|些|两|三)(?:家|个省|省)/.test(i.text),
  },
  { name: 'which', intent: 'which-regions', applies: (i) => i.regions !== 1 && WHICH_REGIONS.test(i.text) },
  // 研发投入强度超过2.5%的有哪些, 谁没到5%: figures pick regions, named or not.
  {
    name: 'picked',
    intent: 'which-regions',
    applies: (i) =>
      i.regions === 0 &&
      i.indicators > 0 &&
      i.comparison.thresholds.length > 0 &&
      /哪|谁|有几个|which|who\b|where/i.test(i.text),
  },
  // 谁没给物价定目标: regions without a figure are picked too.
  {
    name: 'without-figure',
    intent: 'which-regions',
    applies: (i) => i.regions === 0 && i.indicators > 0 && i.comparison.statesNoFigure && /哪|谁|几/.test(i.text),
  },
  { name: 'compare', intent: 'compare', applies: (i) => i.regions >= 2 },
  {
    name: 'explain',
    intent: 'explain',
    applies: ({ text }) =>
      /是什么意思|什么叫|(?:什么|啥)是|名词解释|的(?:含义|定义)|^解释|what does .{2,60} mean|what is meant by/i.test(
        text,
      ),
  },
  {
    name: 'summarise',
    intent: 'summarise',
    applies: ({ text }) =>
      /(?:重点|主要)(?:工作|任务|内容|安排)(?:有哪些|是什么)|概括|总结一下|(?:怎么|怎样|如何)总结|梳理|summari[sz]e|main (?:tasks|priorities|points)/i.test(
        text,
      ),
  },
  // 湖北2025年和2026年城镇新增就业目标分别是多少: one figure of several years is no list.
  {
    name: 'years',
    intent: 'figure',
    applies: (i) => i.years >= 2 && i.indicators > 0 && AMOUNT.test(i.text) && !NAME.test(i.text),
  },
  // 物价和就业目标分别是多少: two figures are no list either.
  {
    name: 'figures',
    intent: 'figure',
    applies: (i) => i.indicators >= 2 && AMOUNT.test(i.text) && !NAME.test(i.text) && !/哪些|哪几/.test(i.text),
  },
  {
    name: 'list',
    intent: 'list',
    applies: (i) =>
      (i.expectedCount ?? 0) >= 2 ||
      /有哪些|哪些|是哪几|哪几|分别是|列(?:出|举|一?下|一列)|罗列|都(?:有|是|包括|包含)(?:些|了)?(?:什么|啥)|(?:包括|包含)(?:了)?(?:什么|啥)|what are|which (?:two|three|four|five|six|seven|\w+s\b)|list the/i.test(
        i.text,
      ),
  },
  { name: 'name', intent: 'fact', applies: ({ text }) => NAME.test(text) && !AMOUNT.test(text) },
  {
    name: 'figure',
    intent: 'figure',
    applies: (i) => AMOUNT.test(i.text) || i.indicators > 0,
  },
  { name: 'fact', intent: 'fact', applies: () => true },
];

/** The intent and the name of the rule that told it. */
export function intentOf(input: IntentInput): { intent: Intent; rule: string } {
  for (const rule of INTENT_RULES) if (rule.applies(input)) return { intent: rule.intent, rule: rule.name };
  return { intent: 'fact', rule: 'fact' };
}
