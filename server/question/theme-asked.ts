import { wordsOf } from '../retrieve/words.ts';
import { englishTerms } from './glossary.ts';
import type { Theme } from './reading.ts';
import type { RegionsFound } from './regions-found.ts';

/** Brackets that say what does and does not count. */
const NOTES = /[（(]([^（）()]+)[）)]/g;
const QUOTED = /[“"「『‘]([^”"」』’]{1,30})[”"」』’]/g;
const NOT_COUNTED = /不算|不要(?![求])|不计|不含|除外|之外/;

/** What a text does with a thing that it only speaks of. */
const SAYS =
  '提到过?了?|提及过?了?|写到过?了?|写进了?|写入了?|写上了?|写有|写明了?|讲到了?|讲过|说到了?|谈到了?|谈及|谈过|出现过?了?|有写到?|有提到?|点到|点名|涉及到?|提过|写过|写了|讲了|说了|谈了|提了(?!出)|mention(?:s|ed|ing)?|refer(?:s|red|ring)? to|talk(?:s|ed|ing)? about|discuss(?:es|ed|ing)?|speak(?:s|ing)? of|bring(?:s)? up';
/** What is planned or done with it. */
const DOES =
  '提出了?要?|部署了?|推进|发展|建设|要求|强调|支持|打造|布局|开展|实施|宣布|融入或协作|融入|promot(?:e|es|ed|ing)|call(?:s|ed)? for';
const SAYING = new RegExp(SAYS, 'i');
/** 没提到, 一次都没写: the texts that do not have it are asked for. */
const ABSENT = new RegExp(
  `(?:没有?|未|不曾|从未|从来没|只字未|只字不)(?:[^，。？]{0,3})(?:${SAYS}|提(?!出)|写)|(?:不提|(?:报告|全文|文中)[里中]?(?:都|也|却|就)?没有?)(?=[“"「])|(?:not|n't|never|fail(?:s|ed)? to|omit(?:s|ted)?)\\s+(?:even )?(?:mention|refer|talk|discuss)|without mentioning`,
  'i',
);
/** 通篇没有夜间经济一类的话, 找不到“碳汇”字样: silence told without a verb of saying; the thing stands between. */
const NOT_THERE = '没有?|不见|未见|找不到|看不到|查不到';
const AS_WORDS =
  '[一之这]类(?:的)?(?:话|词|字眼|说法|内容|字样)|(?:等|的|这个|这样的)?(?:字样|字眼|说法|提法|表述|内容)|(?:这个词|一词)';
const SILENT = new RegExp(
  `(?:(?:通篇|全文|全篇|整篇|从头到尾|自始至终|压根|根本)(?:里|都|也)*(?:${NOT_THERE})(?!提|写|讲|说|谈|出现|设|定|给)|(?:${NOT_THERE})(?=[^，。？]{2,24}?(?:${AS_WORDS})))(?:有|到)?(?:任何)?(?:关于|有关)?([^，。？]{2,24}?)(?:${AS_WORDS}|的(?:是|有|省|地区|报告|共)|[，。？]|$)`,
);
/** 明确写到“加装电梯”这四个字: nothing that only means the same counts. */
const STRICT =
  /明确写|这[一二两三四五六七八九十]?个?(?:字|词)|一词|字样|原词|原话|字眼|exact(?:ly)? (?:word|phrase|term)|the word /i;

/**
 * The words that a which-regions question looks for. `bare` is the question without regions and years; brackets and what
 * stands in quotation marks are read from `text`.
 */
export function findTheme(text: string): Theme {
  const silent = /有没有/.test(text) ? null : SILENT.exec(text);
  const theme: Theme = {
    literals: [],
    alternatives: [],
    excluded: [],
    notes: [],
    mentions: SAYING.test(text) || ABSENT.test(text) || silent !== null,
    absent: (ABSENT.test(text) && !/有没有/.test(text)) || silent !== null,
    strict: STRICT.test(text),
  };
  const addTo = (list: string[], word: string): void => {
    const plain = word
      .trim()
      .replace(/^(?:只写|只说|写到|明确写到)/, '')
      .replace(/(?:这.个字|的|(?:都|也|均)算)$/g, '');
    if (plain.length > 1 && !list.includes(plain)) list.push(plain);
  };
  for (const note of text.matchAll(NOTES)) {
    const inside = note[1] ?? '';
    theme.notes.push(inside);
    if (NOT_COUNTED.test(inside)) for (const word of inside.matchAll(QUOTED)) addTo(theme.excluded, word[1] ?? '');
    else if (ACRONYM.test(inside.trim())) addTo(theme.alternatives, inside);
    else if (!/\d/.test(inside) && !/^[A-Za-z ]+$/.test(inside))
      for (const word of inside.split(/[、，,或和及]|以及/)) addTo(theme.alternatives, word);
  }
  // In an English question the Chinese in brackets is the very name that is looked for.
  if (!/[\u4e00-\u9fff]/.test(text.replace(NOTES, ' ')) && theme.alternatives.some((word) => !ACRONYM.test(word))) {
    return { ...theme, literals: theme.alternatives, alternatives: [] };
  }
  const rest = text.replace(NOTES, ' ');
  const clauses = rest.split(/[。？?！!；;]/);
  for (const clause of clauses) {
    for (const part of clause.split(/[，,]/)) {
      const not = NOT_COUNTED.test(part) || NOT_COUNTED.test(clause.slice(clause.indexOf(part)));
      for (const word of part.matchAll(QUOTED)) addTo(not ? theme.excluded : theme.literals, word[1] ?? '');
    }
    // 都算: what is listed in a clause of its own counts too.
    if (/都算|也算|均算/.test(clause))
      for (const word of clause.replace(/(?:都|也|均)算.*$/, '').split(/[、，,]|以及/)) addTo(theme.alternatives, word);
  }
  if (theme.literals.length === 0 && silent)
    for (const word of things((silent[1] ?? '').replace(NOTES, ''))) addTo(theme.literals, word);
  if (theme.literals.length === 0) {
    const lead = leadingThing(clauses[0] ?? '');
    if (lead) for (const word of things(lead)) addTo(theme.literals, word);
  }
  if (theme.literals.length === 0) {
    const asked = clauses.find((clause) => clause.trim() !== '' && !/都算|不算|不要算/.test(clause)) ?? '';
    for (const word of objectsOf(asked)) addTo(theme.literals, word);
  }
  theme.literals = theme.literals.filter(
    (word) => word.length <= (/[\u4e00-\u9fff]/.test(word) ? LONGEST_THEME : LONGEST_ENGLISH_THEME),
  );
  theme.alternatives = theme.alternatives.filter(
    (word) => ACRONYM.test(word) || theme.literals.some((literal) => isNameBeside(word, literal)),
  );
  const stem = commonStem([...theme.literals, ...theme.alternatives]);
  // What kinds of a thing share stands in front (量子 of 量子信息, 量子计算); 安全 of 网络安全, 数据安全 is another thing.
  const heads = stem !== null && theme.literals.every((literal) => literal.startsWith(stem));
  // 稀土产业或稀土研究机构: what follows it says nothing of its own.
  const kinds = theme.literals.length >= 2 && theme.literals.every((one) => KIND_ONLY.test(one.slice(stem?.length)));
  if (stem && heads && (theme.alternatives.length >= 2 || kinds) && !theme.literals.includes(stem))
    theme.literals.push(stem);
  return theme;
}

/** RCEP, PPP, FT: a name that reports write as it is. */
export const ACRONYM = /^(?=.*[A-Z])[A-Z0-9&+-]{2,10}$/;

/**
 * Whether a word in brackets is a name of the thing before them. Uses of it (导航应用) share no word with it, and what only goes on
 * from its end (计算机 after 超级计算) tells which of it is meant.
 */
function isNameBeside(word: string, literal: string): boolean {
  if (isAbbreviation(word, literal) || isAbbreviation(literal, word)) return true;
  if (!sharesPair(word, literal)) return false;
  const goesOn = [...literal].some((_, at) => at > 0 && literal.length - at >= 2 && word.startsWith(literal.slice(at)));
  return !goesOn || sharesPair(word, literal.slice(0, 2));
}

/** A theme is a name, not a sentence. */
const LONGEST_THEME = 14;
const LONGEST_ENGLISH_THEME = 60;

/** 成渝地区双城经济圈，哪些省…: what stands in front of the first comma, where it is nothing but a name. */
function leadingThing(clause: string): string | null {
  const first = clause.split(/[，,]/)[0]?.trim() ?? '';
  if (clause.indexOf('，') < 0 && clause.indexOf(',') < 0) return null;
  if (first.length < 2 || first.length > LONGEST_THEME || /\d|哪|什么|谁|省|报告|地区里|目标|^除/.test(first))
    return null;
  return first.replace(/^(?:关于|对于)/, '');
}

function sharesPair(a: string, b: string): boolean {
  return [...a].some((_, i) => i + 2 <= a.length && b.includes(a.slice(i, i + 2)));
}

/** 长护险 of 长期护理保险: its characters stand in the name in order. */
function isAbbreviation(short: string, name: string): boolean {
  if (short.length < 2 || short.length >= name.length) return false;
  let at = -1;
  return [...short].every((character) => {
    at = name.indexOf(character, at + 1);
    return at >= 0;
  });
}

/** The longest run of at least two characters that all the words share. */
function commonStem(words: string[]): string | null {
  const [first = ''] = words;
  for (let length = first.length; length >= 2; length--) {
    for (let at = 0; at + length <= first.length; at++) {
      const part = first.slice(at, at + length);
      if (words.every((word) => word.includes(part))) return part;
    }
  }
  return null;
}

/** What can stand at either end of a thing that is asked of and is no part of it. */
const FRAME = new Set(
  (
    '哪些 哪个 哪几 哪几个 哪 几 几个 几家 多少 什么 谁 省 省份 省区 省市 省市区 省区市 区市 区 省级 省级行政区 行政区 地区 地方 直辖市 自治区 市 各 各省 各地 各自 份 家 个 的 地 有 是 都 在 里 中 ' +
    '里面 里头 当中 还 也 要 将 会 了 过 吗 呢 啊 分别 其中 政府 工作 报告 政府工作报告 工作报告 到 把 对 就 曾 曾经 明确 专门 具体 提出 提 提到 写 写到 计划 打算 准备 拟 力争 列 列出 列出来 出来 请 请问 ' +
    '今年 去年 明年 年 关于 对于 有关 相关 方面 内容 字样 这个词 一词 这个 那个 说 讲 这 这事 事 一 一次 次 全国 所有 全部 那些 那 自己 除了 以外 之外 下 上 并 且 而 地里'
  ).split(' '),
);
/** Verbs of plans in front of the thing: 提到要发展首店经济. */
const LEADING = new Set(
  '推进 推动 加快 发展 建设 开展 实施 加强 支持 打造 布局 探索 推广 启动 促进 鼓励 强化 深化 融入 协作 扩大 宣布 实现 建立 新建 创建 举办 继续 进行 提倡 落实 做好 抓好 搞 做 建 部署 强调 要求 涉及'.split(
    ' ',
  ),
);
const AND = new Set(['和', '与', '及', '以及', '或', '或者', '或是', '还是', '、', '跟', '同']);

/** The thing that the verb of a question takes, or that stands before 在…出现. */
function objectsOf(clause: string): string[] {
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
  for (const verbs of [SAYS, DOES]) {
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
const KIND_ONLY = new RegExp(`^(?:${GENERIC}|(?:研究|检测|服务|培训)?(?:机构|中心|基地|园区?|院|所))$`);
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

/** The things of a phrase, each without what frames it. */
function things(phrase: string): string[] {
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
    return thing.length >= 2 ? [thing] : [];
  });
  return found.length > 1 ? withoutGeneric(found) : found;
}

const OVER_REGIONS =
  /(?:哪|那)(?:些|几|[一二两三四五六七八九十])?个?(?:省|地区|地方|直辖市|自治区|家|份)|(?:几|多少)(?:个|家|份)?(?:省|地区|地方|报告)|谁(?:家|的报告)|which (?:\w+ ){0,3}(?:provinces?|regions?|reports?)|how many (?:provinces|regions|reports)/i;

/** 博鳌亚洲论坛在哪几份报告里写到: what follows a place makes one name with it. */
const NAME_ASKED =
  /^[\u4e00-\u9fff]{2,10}(?:[（(][^（）()]*[）)])?(?:一词|这个词)?(?:都|分别)?(?:在|被|出现在|见于|写进了?)[^，。？]{0,6}(?:哪|几)/;

/** 哪些省的报告写到了雄安: a region that the reports speak of is what is looked for, not where. */
export function withoutThemes(text: string, found: RegionsFound): RegionsFound {
  if (!OVER_REGIONS.test(text)) return found;
  const spoken = new RegExp(`(?:${SAYS})(?![^，。？]*(?:哪|的(?:省|地区|报告)))[^，。？的]{0,8}$`, 'i');
  const silent = SILENT.exec(text);
  const [from, to] = silent ? [silent.index, silent.index + silent[0].length] : [0, 0];
  const themes = found.named.filter(
    ({ start, end, group }) =>
      (start >= from && end <= to) ||
      spoken.test(text.slice(0, start)) ||
      (group === null && NAME_ASKED.test(text.slice(end))),
  );
  if (themes.length === 0) return found;
  return { ...found, named: found.named.filter((one) => !themes.includes(one)) };
}

/** What is done with a group of regions as one: 长三角一体化, Yangtze River Delta integration. */
const AS_ONE =
  /^(?:地区|区域)?(?:更?高质量)?(?:的)?(?:一体化|协同|协作|合作|经济圈|双城|都市圈|生态保护|发展战略)|^['’]?s? (?:integration|integrated|cooperation|collaboration|coordinated|economic circle|ecological|development)/i;

/** 安徽怎么参与长三角一体化: a group that is the thing asked about, beside a region named by itself, is not where to look. */
export function withoutTopics(text: string, found: RegionsFound): RegionsFound {
  const groups = found.named.filter(({ group, end }) => group !== null && AS_ONE.test(text.slice(end)));
  if (groups.length === 0 || found.named.every(({ group }) => group !== null)) return found;
  return { ...found, named: found.named.filter((one) => !groups.includes(one)) };
}
