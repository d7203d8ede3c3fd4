/**
 * The closed vocabulary of the sentences in which reports state figures. A figure belongs to a subject only where nothing
 * but these words stands between the two, so a word that is missing here loses a figure and never invents one.
 * All lists are fragments of regular expressions over the normal text (see `normal.ts`).
 */

/** Units, longest first where one begins another. */
export const UNITS = [
  '微克/立方米',
  '微克每立方米',
  '微克/M3',
  'UG/M3',
  '微克',
  '个百分点',
  '百分点',
  '%',
  '‰',
  '万亿元',
  '万亿美元',
  '亿美元',
  '万美元',
  '美元',
  '亿元',
  '万元',
  '元/人·月',
  '元/人·年',
  '元/月',
  '元/年',
  '元/人',
  '元',
  '万亿斤',
  '亿斤',
  '万斤',
  '亿吨',
  '万吨',
  '吨',
  '万公顷',
  '公顷',
  '亿亩',
  '万亩',
  '亩',
  '万公里',
  '公里',
  '千米',
  '平方公里',
  '万平方公里',
  '万平方米',
  '亿平方米',
  '平方米',
  '亿立方米',
  '万立方米',
  '立方米',
  '亿人次',
  '万人次',
  '人次',
  '万人',
  '亿人',
  '人',
  '名',
  '万户',
  '户',
  '万套',
  '套',
  '亿头',
  '万头',
  '头',
  '万标准箱',
  '万标箱',
  '万TEU',
  '万辆',
  '辆',
  '亿件',
  '万件',
  '件',
  '亿千瓦时',
  '亿千瓦',
  '万千瓦',
  '千瓦',
  '万家',
  '家',
  '万座',
  '座',
  '万所',
  '所',
  '万张',
  '张',
  '万个',
  '个',
  '个工作日',
  '天',
  '岁',
  '倍',
  '项',
  '条',
  '位',
  '亿',
  '万亿',
  '万',
].sort((a, b) => b.length - a.length);

/** Right before a figure; kept as its qualifier. */
export const QUALIFIERS_BEFORE = [
  '不低于',
  '不少于',
  '不超过',
  '不高于',
  '不大于',
  '超过',
  '突破',
  '跨越',
  '迈上',
  '跨上',
  '跃上',
  '登上',
  '站上',
  '迈过',
  '迈入',
  '跨入',
  '低于',
  '高于',
  '小于',
  '大于',
  '多于',
  '少于',
  '大约',
  '接近',
  '超',
  '近',
  '约',
  '逾',
  '过',
];

/** Right after a figure; kept as its qualifier. */
export const QUALIFIERS_AFTER = ['左右', '以上', '以内', '以下', '上下', '之内', '之间'];

/** Anywhere between the clause's start and the figure; kept as its qualifier. */
export const STRIVING = ['力争', '力争实现', '争取', '努力实现', '有望', '力求'];

/** A growth or a fall. With 到, 至 or 为 (see `REACHING`) the figure is a level instead. */
export const RISING = [
  '增长',
  '增幅',
  '增速',
  '涨幅',
  '上涨',
  '上升',
  '增加',
  '提高',
  '提升',
  '升高',
  '扩大',
  '净增',
  '新增',
  '新建',
  '上调',
  '回升',
  '改善',
  // What has risen stays the subject behind the comma: 再上新台阶，突破1600亿斤.
  '[再迈跃]上新台阶',
  '(?:再)?创(?:历史)?新高',
];
/** Before a subject: the figure is what was added, not the whole. */
export const ADDING = [
  '新增',
  '新建',
  '净增',
  '增加',
  '新登记',
  '新认定',
  '新开通',
  '新开工',
  '新建成',
  '新培育',
  '新设立',
  '新改建',
  '新改扩建',
  '新注册',
  '新设',
  '认定',
];
export const FALLING = ['负增长', '下降', '降低', '减少', '回落', '下跌', '降幅', '压减'];
export const REACHING = [
  '提高',
  '提升',
  '增加',
  '增长',
  '上升',
  '回升',
  '恢复',
  '发展',
  '扩大',
  '上调',
  '升',
  '增',
  '下降',
  '降低',
  '减少',
  '回落',
  '压减',
  '压缩',
  '缩小',
  '降',
  '减',
  '调整',
  '拓展',
  '延伸',
];

/** Links behind which a sentence begins anew: what stood before them is a phrase of its own and limits no subject. */
export const PUSHING = [
  '确保',
  '保证',
  '推动',
  '促进',
  '力促',
  '促使',
  '努力',
  '使',
  '让',
  '预计',
  '初步统计',
  '初步核算',
  '初步预计',
  '据初步核算',
  '初步测算',
];

/** Harmless words between a subject and its figure, or before a subject. They carry no meaning that the row needs. */
export const LINKS = [
  '预期',
  '统计',
  '能够',
  '可望',
  '可以',
  '可',
  '将',
  '预期目标',
  '预期增长目标',
  '增长目标',
  '目标',
  '指标',
  '安排',
  '实现',
  '完成',
  '达成',
  '带动',
  '拉动',
  '确定',
  '确定为',
  '设定',
  '设定为',
  '按(?=增长)',
  '建议',
  '保持',
  '维持',
  '控制',
  '稳定',
  '平稳',
  '稳步',
  '稳',
  '继续',
  '持续',
  '进一步',
  '首次',
  '历史性',
  '成功',
  '基本',
  '全面',
  // 人均 is a word of its own.
  '(?<!人)均(?!值)',
  '都',
  '也',
  '又',
  '并',
  '再',
  '仍',
  '同比',
  '环比',
  '总体',
  '共计',
  '合计',
  '总计',
  '共',
  '总量',
  '总额',
  '总产',
  '总产量',
  '总规模',
  '总数',
  '规模',
  '平均浓度',
  '年均浓度',
  '年平均浓度',
  '浓度均值',
  '浓度',
  '总体水平',
  '水平',
  '均值',
  '平均值',
  '平均',
  '数量',
  '其中',
  '名义',
  '由负转正',
  '止跌回升',
  '止跌回稳',
  '扭负为正',
  '达到',
  '高达',
  '迈上',
  '跨上',
  '跃上',
  '登上',
  '站上',
  '迈过',
  '跨越',
  '迈入',
  '跨入',
  '增至',
  '约为',
  '保持在',
  '控制在',
  '稳定在',
  '维持在',
  '必须',
  '务必',
  '要',
  '整体',
  '率先',
  '已',
  '已经',
  '以',
  '速度',
  '幅度',
  '个',
  '十二连丰',
  '[“"]?[一二三四五六七八九十]+连[丰增][”"]?',
];

/** Single characters that link only right before a figure. */
export const LINKS_BEFORE_FIGURE = ['为', '达', '是', '在', '到', '至', '按', '每', '按照'];

/** The whole of the region itself, by its level. */
export const OWN_WORDS: Record<'province' | 'city', string[]> = {
  province: ['全省', '全区', '全市', '我省', '我区', '我市', '自治区', '全自治区', '本市', '省内', '区内'],
  city: ['全市', '我市', '市域', '本市'],
};

/** Accounting under other terms than the plain figure beside it. */
export const COMPARABLE =
  '(?:剔除|扣除|考虑|还原|不含)[^，。；、()]{1,24}?(?:因素|影响|政策|后)(?:等)?(?:因素)?(?:影响)?(?:后)?|(?:按)?(?:同口径|可比口径|可比价格?|可比)(?:计算)?|按原核算方法(?:计算)?|按[^，。；、()]{1,12}口径(?:计算)?|自然口径';
export const REAL = '实际|扣除价格因素(?:后)?(?:实际)?';

/** Several years together: the figures that follow are sums or averages over them, until a year is named. */
export const PERIODS =
  '(?:过去|近|这|未来|今后)?(?!一年)[一二两三四五六七八九十]+年来|近年来|(?:过去|未来|今后|这|前|头)的?(?!一年)[一二两三四五六七八九十]年(?!度)|[“"]?十[一二三四五]五[”"]?(?:规划)?(?:时期|期间|以来|前四年|五年)|20\\d\\d年以来|党的十[八九]大以来|改革开放[^，。；]{0,6}?年?来|新中国成立[^，。；]{0,8}?年?来|20\\d\\d年?[-~至到]20\\d\\d年';
/** The same, for the next figure alone. */
export const SPANS =
  '年均(?!浓度)|累计|(?!一年)[一二两三四五六七八九十]+年(?:间|内|共|累计)|连续[\\d一二三四五六七八九十多]+年(?:保持)?';

/** What a target is set against, instead of a number. */
const STANDARD = '(?:全国|全省|全市|全区|经济|地区生产总值|全省生产总值|生产总值|GDP|上年|去年|同期|城镇|人均|国家)';
const GROWTH = '(?:增长|增速|增幅|涨幅)';

/** Targets and results without a number. The figure's own words become its qualifier. */
export const WORDS_ONLY: { name: string; pattern: string }[] = [
  { name: 'in-step', pattern: `(?:与|和|同)[^，。；、()]{0,4}${STANDARD}[^，。；、()]{0,10}?同步(?:${GROWTH})?` },
  {
    name: 'as-last-year',
    pattern: '(?:规模)?(?:与|和)(?:上年度?|去年)[^，。；、()]{0,8}?持平|(?:保持|稳定在|达到)(?:上年|去年)水平|基本持平',
  },
  {
    name: 'against-standard',
    pattern: `(?:持续|明显|均|都)*(?:高于|低于|好于|优于|快于)[^，。；、()\\d]{1,14}平均(?:水平|增幅|增速)|(?:持续|继续|略|明显|均|都|总体)*(?:高于|快于|不低于|好于|低于|优于|跑赢|不高于|超过)${STANDARD}[^，。；、()\\d]{0,14}?(?:\\d+(?:\\.\\d+)?个百分点)?(?:以上|左右)?(?=[，。；、()]|$)`,
  },
  {
    name: 'state-order',
    pattern:
      '(?:控制在|达到|达|完成|实现|符合|控制|全面完成|确保完成|超额完成)(?:到)?(?:[“"]十[一二三四五六]五[”"])?国家[^，。；、()]{0,16}?(?:目标任务|任务|目标|计划|范围(?:之?内)?|指标(?:之?内)?|标准|要求|以内)(?:内|以内)?',
  },
  {
    name: 'steady',
    pattern:
      '(?:促)?稳中(?:提质|有升|有进|向好|有增|提效|有降|趋好|提升)|稳量提质|促稳提质|保稳提质|量稳质升|稳定增长|平稳增长|(?:实现)?正增长|较快增长|合理增长|稳定达标|(?:保持|处于|运行)在?合理(?:水平|区间)|(?:基本|总体|持续)?保持(?:总体|基本)?(?:平稳|稳定|合理|较快|适度)?增长|(?:基本|总体|保持|持续)+(?:基本|总体|保持)*(?:平稳|稳定)|(?:持续|继续|进一步|稳步|不断)(?:下降|降低|提高|提升|改善|增长|优化)',
  },
  {
    name: 'rank',
    pattern: `(?:${GROWTH})?(?:稳|位|均|仍|继续|首次)*(?:居|列|排名?|进入|跻身)全国(?:首位|第[一二三四五六七八九十\\d]+位?|前列|前茅|前[一二三四五六七八九十\\d]+(?:位|强|名)?)`,
  },
  { name: 'double', pattern: '翻[一两]?番' },
  { name: 'fall-goal', pattern: '(?:下降|降低)(?:和[^，。；、()\\d]{1,14})?(?:的)?目标' },
];

/** Words before a subject that do not limit it. */
export const HARMLESS =
  '主要|各类|大规模|大|各级政府|境内外|中心城市|环境|提质改造|改造提升|国考|省级|国家级|预期|目标|今年|经济社会发展|经济|社会|发展|的|是|为|我们|力求|做到|在|全国|年度|上|其中|同时|加快|大力|着力|深入|扎实|全部|有效|努力|坚持|工作|任务|指标|任务是|提出|安排|建议|考虑|本地区|地方|规划|以上|综合|能|有|高质量|方面|运行|保持|质量|效益|民生|生态|环境|结构|稳|区间|合理|合理区间|平稳|向好|就业|稳定|优化|完成|实现|确保|改造|建设|改扩建|建成|实施|新开工|开展|新改建|开通|新改扩建|新认定|新开通|新建|筹集|开工|培育|新改造|推动|通车|新|约|等|多|个|年|一|全年|设区市|城市|地级以?上?城市|地级及以上城市|市区|县级以上城市|县城以上城市';

/** What a clause begins with when it speaks of a place within the region. */
export const PLACE =
  '[^，。；、()\\d]{2,14}?(?:城市群|都市圈|经济圈|大湾区)|[^，。；、()\\d]{2,14}?(?:新区|示范区|开发区|经开区|高新区|试验区|自贸区|自贸试验区|合作区|综保区|综合保税区|保税区|片区|园区|自贸港|功能区)(?!建设|发展|创建|改革|规划|总体|获批|为|和|、)';

/** Behind a figure: it describes something else (超过1万人的3个县, 10亿元以上企业). */
export const NOUN_AFTER_FIGURE =
  '的(?!目标|预期|增长|增速|速度|水平|任务|年度|计划|较|中高|好|较快|发展|标准|规模|基础|高|历史|新)|(?:县|市|区|企业|园区|产业|产业集群|集群|项目|乡镇|城市|村|社区|工程)(?![^，。；、()]{0,3}间)';
