/** The thing that a question over the reports takes: what its verb has for an object, without what frames it. */
import { wordsOf } from '../retrieve/words.ts';
import { englishTerms } from './glossary.ts';

/** What a text does with a thing that it only speaks of. */
export const SAYS =
  '提到过?了?|提及过?了?|写到过?了?|写进了?|写入了?|写上了?|写有|写明了?|讲到了?|讲过|说到了?|谈到了?|谈及|谈过|出现过?了?|有写到?|有提到?|点到|点名|涉及到?|提过|写过|写了|讲了|说了|谈了|提了(?!出)|mention(?:s|ed|ing)?|refer(?:s|red|ring)? to|talk(?:s|ed|ing)? about|discuss(?:es|ed|ing)?|speak(?:s|ing)? of|bring(?:s)? up';
/** 报告里说要支持首店. */
export const REPORT_SAYS = /报告(?:里|中)?(?:都|也|还)?(?:说|称|宣布|指出)(?:了|已经?|要)?(?![到过])/;
/** What is planned or done with it. */
export const DOES =
  '提出了?要?|部署了?|推进|发展|建设|要求|强调|支持|打造|布局|开展|实施|宣布|融入或协作|融入|promot(?:e|es|ed|ing)|call(?:s|ed)? for';

/** What can stand at either end of a thing that is asked of and is no part of it. */
const FRAME = new Set(
  (
    '哪些 哪个 哪几 哪几个 哪 几 几个 几家 多少 什么 谁 省 省份 省区 省市 省市区 省区市 区市 区 省级 省级行政区 行政区 地区 地方 直辖市 自治区 市 各 各省 各地 各自 份 家 个 的 地 有 是 都 在 里 中 ' +
    '里面 里头 当中 还 也 要 将 会 了 过 吗 呢 啊 分别 其中 政府 工作 报告 政府工作报告 工作报告 到 把 对 就 曾 曾经 明确 专门 具体 提出 提 提到 写 写到 计划 打算 准备 拟 想 想要 希望 有意 争取 力争 列 列出 列出来 出来 请 请问 ' +
    '今年 去年 明年 年 关于 对于 有关 相关 方面 内容 字样 这个词 一词 这个 那个 说 讲 这 这事 事 一 一次 次 全国 所有 全部 那些 那 自己 除了 以外 之外 下 上 并 且 而 地里'
  ).split(' '),
);
/** Verbs of plans in front of the thing: 提到要发展首店经济. */
const LEADING = new Set(
  '取消 停止 推进 推动 加快 发展 建设 开展 实施 加强 支持 打造 布局 探索 推广 启动 促进 鼓励 强化 深化 融入 协作 扩大 宣布 实现 建立 新建 创建 举办 继续 进行 提倡 落实 做好 抓好 搞 做 建 部署 强调 要求 涉及'.split(
    ' ',
  ),
);
const AND = new Set(['和', '与', '及', '以及', '或', '或者', '或是', '还是', '、', '跟', '同']);

/** The thing that the verb of a question takes, or that stands before 在…出现. */
export function objectsOf(clause: string): string[] {
  const plain = clause
    .replace(/20\d\d\s*年?/g, ' ')
    // 没提区块链 asks as 没提到 does.
    .replace(/(没有?|未)(?:提|写)(?=[\u4e00-\u9fffA-Za-z])(?![到及出进了过明])/g, '$1提到')
    .replace(/\s+/g, ' ')
    .trim();
  const appears =
    /^\s*([^，,]{2,24}?)[，,]?\s*(?:试点)?(?:都|分别|都?被)?(?:在|出现在|出现于|写进了?|写入了?|见于)(?:了)?(?:[^，,]{0,6})(?:哪|什么|几)/.exec(
      plain,
    );
  if (appears?.[1] && !/哪|报告$|^各?省|^(?:政府|工作)/.test(appears[1])) return things(appears[1]);
  for (const verbs of [SAYS, REPORT_SAYS.source, DOES]) {
    const matches = [...plain.matchAll(new RegExp(`(?:${verbs})`, 'gi'))].reverse();
    for (const match of matches) {
      const rest = plain.slice(match.index + match[0].length).split(/[，,]/)[0] ?? '';
      // 写到垃圾分类的省份有哪些: what follows asks again.
      const thing = rest.replace(
        /的?(?:省份|省区市?|省市区?|省|地区|地方|直辖市|自治区|报告|各?有哪|有哪|是哪|都?有谁|是谁|有几|一共|共).*$/,
        '',
      );
      const found = things(thing);
      if (found.length > 0 && !/^(?:的|有|了|吗)?\s*(?:哪|什么|是|多少|几)/.test(thing)) return found;
    }
  }
  const first = (plain.split(/[，,]/).find((part) => part.trim() !== '') ?? '').replace(
    /^(?:的|请问|有|全国|\s)*(?:哪|那|几|多少)(?:些|[几一二两三四五六七八九十])?个?(?:省区市|省市区|省份|省市|省区|省|地区|地方|直辖市|自治区|家|份报告)?(?:的(?:政府)?(?:工作)?报告)?/,
    '',
  );
  return things(first.replace(/的?(?:省份|省区市?|省|地区|地方|直辖市)?(?:有哪|是哪|有谁|是谁|有几).*$/, ''));
}

/** Says what is made of a thing and is never the thing itself: 产业或应用. */
const GENERIC =
  '产业|事业|应用|技术|发展|建设|工作|项目|工程|政策|措施|领域|方面|行业|企业|服务|制度|机制|体系|平台|试点|内容|问题|活动|情况';
/** The same with the bodies that work on a thing. */
export const KIND_ONLY = new RegExp(`^(?:${GENERIC}|(?:研究|检测|服务|培训)?(?:机构|中心|基地|园区?|院|所))$`);
const GENERIC_ONLY = new RegExp(`^(?:${GENERIC})$`);
const GENERIC_END = new RegExp(`(?<=.{2})(?:${GENERIC})$`);

/** 超高清产业或应用: what is joined to a thing and is no thing alone goes with the first one; both ends are left off then. */
function withoutGeneric(found: string[]): string[] {
  const kept = found.filter((one) => !GENERIC_ONLY.test(one));
  if (kept.length === found.length || kept.length === 0) return kept.length === 0 ? [] : found;
  return found.flatMap((one, at) => {
    if (GENERIC_ONLY.test(one)) return [];
    const next = found[at + 1];
    return [next !== undefined && GENERIC_ONLY.test(next) ? one.replace(GENERIC_END, '') : one];
  });
}

/** Stands for the "and" within a name while a phrase is taken apart. */
const JOINED = '\u0001';

/** Belt and Road is one name: known phrases are not taken apart at their "and". */
function withJoinedNames(phrase: string): string {
  return englishTerms.reduce((rest, [name]) => {
    const at = name.includes(' and ') ? rest.toLowerCase().indexOf(name) : -1;
    const end = at + name.length;
    return at < 0 ? rest : rest.slice(0, at) + rest.slice(at, end).replace(/ and /gi, JOINED) + rest.slice(end);
  }, phrase);
}

/** 提到下降: which way a thing went is no thing. */
const DIRECTION_ONLY = /^(?:有所)?(?:下降|上升|增长|增加|减少|提高|改善|好转|扩大|缩小|回落|降低)(?:了|的)?$/;
/** 给老楼加装电梯, 有城市获批跨境电商综合试验区: for whom it is done, or who got it, is no part of the thing. */
const FOR_WHOM = /(?:给|为|对|向|帮)[\u4e00-\u9fff]{1,6}?\s*(?=加装|安装|增设|发放|提供|开展|实施)/;
const WHO_GOT = /^(?:20\d\d年?)?(?:也|又)?有[\u4e00-\u9fff]{0,4}?(?:获批|入选|获评|被列为|被评为)(?:了|为)?/;

/** The things of a phrase, each without what frames it. */
export function things(said: string): string[] {
  const phrase = said
    .trim()
    .replace(WHO_GOT, '')
    .replace(FOR_WHOM, '')
    .replace(/(?:这(?:个|一|种)?|一)(?:提法|说法|概念|词|表述|字眼|名词|话题|主题|字样)/g, '')
    // 煤制油、煤制气这类煤化工项目: the kind is named with its examples.
    .replace(/(?:等)?这[类种样](?:的)?|之类的?/g, '、');
  if (!/[\u4e00-\u9fff]/.test(phrase))
    return withJoinedNames(phrase)
      .split(/,| and | or /i)
      .map((one) =>
        one
          .replaceAll(JOINED, ' and ')
          .trim()
          .replace(/^(?:(?:the|a|an|their|in|of|any|developing|building|promoting)\s+)+/i, '')
          .replace(/\s+(?:pilots?|projects?|or creation|in (?:their|its|the|reports?|government|work) ?.*)$/i, ''),
      )
      .filter((one) => one.length >= 2);
  const groups: string[][] = [[]];
  for (const word of wordsOf(phrase)) {
    if (AND.has(word)) groups.push([]);
    else groups[groups.length - 1]?.push(word);
  }
  const found = groups.flatMap((words) => {
    const left = words.filter((word) => word.trim() !== '');
    while (left.length > 0 && FRAME.has(left[0] as string)) left.shift();
    while (left.length > 0 && FRAME.has(left[left.length - 1] as string)) left.pop();
    while (left.length > 1 && (LEADING.has(left[0] as string) || FRAME.has(left[0] as string))) left.shift();
    const thing = left.join('').replace(/疫情$/, '');
    return thing.length >= 2 && !DIRECTION_ONLY.test(thing) ? [thing] : [];
  });
  return found.length > 1 ? withoutGeneric(found) : found;
}
