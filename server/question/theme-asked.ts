import type { Theme } from './reading.ts';
import { findRegions, type RegionsFound } from './regions-found.ts';
import { countedList, severalOf, wantedOf } from './theme-several.ts';
import { KIND_ONLY, objectsOf, REPORT_SAYS, SAYS, things } from './theme-things.ts';

/** Brackets that say what does and does not count. */
const NOTES = /[（(]([^（）()]+)[）)]/g;
const QUOTED = /[“"「『‘]([^”"」』’]{1,30})[”"」』’]/g;
const NOT_COUNTED = /不算|不要(?![求])|不计|不含|除外|之外/;

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
  const open = text.replace(NOTES, ' ');
  const several = severalOf(open);
  const told = several.rest;
  const silent = /有没有/.test(told) ? null : SILENT.exec(told);
  const theme: Theme = {
    literals: [],
    alternatives: [],
    excluded: [],
    all: several.all,
    some: several.some,
    lacking: several.lacking,
    tellsSilent: several.silent,
    actions: [],
    notes: [],
    mentions: SAYING.test(text) || REPORT_SAYS.test(told) || ABSENT.test(told) || silent !== null,
    absent: (ABSENT.test(told) && !/有没有/.test(told)) || silent !== null,
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
    // 没写“国家文化公园”的不算: what must be there is not left out.
    if (NOT_COUNTED.test(inside))
      for (const word of inside.replace(MUST_SAY, ' ').matchAll(QUOTED)) addTo(theme.excluded, word[1] ?? '');
    else if (ACRONYM.test(inside.trim())) addTo(theme.alternatives, inside);
    else if (!/\d/.test(inside) && !/^[A-Za-z ]+$/.test(inside))
      for (const word of inside.split(/[、，,或和及]|以及/))
        if (!INSTRUCTION.test(word))
          addTo(theme.alternatives, word.replace(/^(?:包括|含|即|如|例如|比如|也叫|又叫)/, ''));
  }
  // In an English question the Chinese in brackets is the very name that is looked for.
  if (!/[\u4e00-\u9fff]/.test(text.replace(NOTES, ' ')) && theme.alternatives.some((word) => !ACRONYM.test(word))) {
    return { ...theme, literals: theme.alternatives, alternatives: [] };
  }
  const clauses = told.split(/[。？?！!；;]/);
  for (const clause of clauses) {
    for (const part of clause.split(/[，,]/)) {
      const not = NOT_COUNTED.test(part) || NOT_COUNTED.test(clause.slice(clause.indexOf(part)));
      for (const word of part.matchAll(QUOTED)) {
        addTo(not ? theme.excluded : theme.literals, word[1] ?? '');
        // “直播带货”或网红经济: what is joined to a quoted word goes with it.
        const joined = /^(?:或者?|和|、|以及)([\u4e00-\u9fffA-Za-z0-9]{2,10}?)(?=的|$)/.exec(
          part.slice(word.index + word[0].length),
        );
        if (!not && joined) for (const one of things(joined[1] ?? '')) addTo(theme.literals, one);
      }
    }
    // 都算: what is listed in a clause of its own counts too.
    if (/都算|也算|均算/.test(clause))
      for (const word of clause.replace(/(?:都|也|均)算.*$/, '').split(/[、，,]|以及/)) addTo(theme.alternatives, word);
  }
  // 既提到瞪羚企业又提到独角兽企业: what is joined is what is looked for.
  if (theme.all.length > 0) theme.literals = [...theme.all];
  if (several.neither.length > 0) Object.assign(theme, { literals: several.neither, absent: true, mentions: true });
  if (theme.literals.length === 0) {
    const wanted = wantedOf(text);
    if (wanted) Object.assign(theme, { literals: [wanted.thing], actions: wanted.actions, strict: false });
  }
  if (theme.literals.length === 0) theme.literals = [...(countedList(told)?.names ?? [])];
  if (theme.literals.length === 0 && silent)
    for (const word of things((silent[1] ?? '').replace(NOTES, ''))) addTo(theme.literals, word);
  if (theme.literals.length === 0) {
    const lead = leadingThing(clauses[0] ?? '');
    if (lead && !ASIDE.test(lead)) for (const word of things(lead)) addTo(theme.literals, word);
  }
  if (theme.literals.length === 0) {
    const asked = clauses.find((clause) => clause.trim() !== '' && !/都算|不算|不要算/.test(clause)) ?? '';
    // 想梳理核电布局：哪些…: what the asker does is no thing of the reports.
    for (const word of objectsOf(asked.replace(ASIDE_BEFORE, '')))
      if (!isOnlyRegions(word)) addTo(theme.literals, word);
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

const MUST_SAY = /(?:没有?|未|不)(?:明确)?(?:写|提|说)(?:到|出|明)?[“"「『‘][^”"」』’]*[”"」』’]/g;
/** 没点名城市的也列出: a note that tells how to answer names nothing. */
const INSTRUCTION = /列出|列全|[没未不]|也?要|请|写明|点名|注明/;

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
  const first = (clause.split(/[，,：:]/)[0] ?? '').replace(/^\s*20\d\d\s*年?/, '').trim();
  if (!/[，,：:]/.test(clause)) return null;
  if (first.length < 2 || first.length > LONGEST_THEME || /\d|哪|什么|谁|省|报告|地区里|目标|^除/.test(first))
    return null;
  if (isOnlyRegions(first)) return null;
  return first.replace(/^(?:关于|对于)/, '').replace(/(?:方面|这块|这件事|这事|的事|一事)$/, '');
}

/** 京津沪渝四个直辖市, 新疆这三个: regions that are asked about, no thing. */
function isOnlyRegions(phrase: string): boolean {
  const characters = phrase.split('');
  const { named } = findRegions(phrase);
  // 雄安 alone is a thing that reports speak of.
  if (named.length < 2 && !/[这那]/.test(phrase)) return false;
  for (const { start, end } of named) for (let at = start; at < end; at++) characters[at] = '';
  const rest = characters.join('');
  return (
    rest.length < phrase.length &&
    !/[\u4e00-\u9fffA-Za-z]{2}/.test(rest.replace(/[这那两二三四五六七八几个家省市区地方直辖自治、和与及跟]/g, ''))
  );
}

/** What the asker wants, in front of the question. */
const ASIDE = /^(?:我|想|请|帮|麻烦|打听|做|写|查|研究|梳理|整理|统计|听说|据说|根据|按)/;
const ASIDE_BEFORE = new RegExp(`${ASIDE.source}[^，：:,。]{0,16}[：:，,]`);

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

const OVER_REGIONS =
  /(?:哪|那)(?:些|几|[一二两三四五六七八九十])?个?(?:省|地区|地方|直辖市|自治区|家|份)|(?:几|多少)(?:个|家|份)?(?:省|地区|地方|报告)|谁(?:家|的报告)|(?:省份?|省区市?|省市|地区|报告)(?:有|是)哪|which (?:\w+ ){0,3}(?:provinces?|regions?|reports?)|how many (?:provinces|regions|reports)/i;

/** 博鳌亚洲论坛在哪几份报告里写到: what follows a place makes one name with it. */
const NAME_ASKED =
  /^[\u4e00-\u9fff]{2,10}(?:[（(][^（）()]*[）)])?(?:一词|这个词)?(?:都|分别)?(?:在|被|出现在|见于|写进了?)[^，。？]{0,6}(?:哪|几)/;

/** 哪些省的报告写到了雄安: a region that the reports speak of is what is looked for, not where. */
export function withoutThemes(text: string, found: RegionsFound): RegionsFound {
  // “海上福州”: a place within a longer name in quotation marks.
  const quotes = [...text.matchAll(QUOTED)].map((one) => ({ from: one.index, to: one.index + one[0].length }));
  const isQuoted = ({ start, end }: { start: number; end: number }): boolean =>
    quotes.some(({ from, to }) => start > from && end < to && to - from - 2 >= end - start + 2);
  const open = { ...found, named: found.named.filter((one) => !isQuoted(one)) };
  return OVER_REGIONS.test(text) ? withoutNames(text, open) : open;
}

function withoutNames(text: string, found: RegionsFound): RegionsFound {
  const spoken = new RegExp(`(?:${SAYS})(?![^，。？]*(?:哪|的(?:省|地区|报告)))[^，。？的]{0,8}$`, 'i');
  const silent = SILENT.exec(text);
  const [from, to] = silent ? [silent.index, silent.index + silent[0].length] : [0, 0];
  const list = countedList(text);
  // 三江源 of 三江源、祁连山这三个国家公园: the kind behind the list makes a name of each.
  const pieces = list?.names[0] === list?.pieces[0] ? [] : (list?.pieces ?? []);
  const theme = findTheme(text);
  const names = [...(list?.pieces ?? []), ...theme.literals];
  const themes = found.named.filter(
    ({ start, end, group }) =>
      (start >= from && end <= to) ||
      pieces.includes(text.slice(start, end)) ||
      // 黄河流域和长江经济带都写进: a group among things that are joined is one of them.
      (group !== null && theme.all.length > 1 && theme.all.includes(text.slice(start, end))) ||
      isWithinName(text, start, end, names) ||
      spoken.test(text.slice(0, start)) ||
      (group === null && NAME_ASKED.test(text.slice(end))),
  );
  if (themes.length === 0) return found;
  return { ...found, named: found.named.filter((one) => !themes.includes(one)) };
}

/** 东北虎豹, 三江源国家公园: a region that is but the beginning of a name looked for. */
function isWithinName(text: string, start: number, end: number, names: string[]): boolean {
  return names.some((name) => {
    const at = text.indexOf(name, Math.max(0, start - name.length));
    const rest = text.slice(end, at + name.length);
    return at >= 0 && at <= start && rest.length >= 2 && at + name.length >= end && !/^[省市区的、，和与]/.test(rest);
  });
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
