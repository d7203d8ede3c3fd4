import type { Theme } from './reading.ts';

/** Brackets that say what does and does not count. */
const NOTES = /[（(]([^（）()]+)[）)]/g;
const QUOTED = /[“"「『‘]([^”"」』’]{1,30})[”"」』’]/g;
const NOT_COUNTED = /不算|不要算|不计|不含|除外|之外/;

/** What is asked of the texts: verbs behind or before the thing that is looked for. */
const VERBS =
  '提到了?|提及了?|提出了?要?|写到了?|写进了?|写了|写明|讲到|说到|谈到|出现过?|部署了?|推进|发展|建设|要求|涉及|强调|支持|打造|布局|开展|实施|宣布|明确写到|融入或协作|融入|mention(?:s|ed|ing)?|refer(?:s|red)? to|talk(?:s|ed)? about|discuss(?:es|ed)?|promot(?:e|es|ed|ing)|call(?:s|ed)? for';
const REGION_WORDS =
  '省级行政区|省级地区|省区市|省市区|省份|省区|省市|省级|地方|地区|直辖市|自治区|省|份|个|家|几|哪些|哪几|哪个|哪|各|的|有|里|中|是|都|在|还|要|了|过|吗|呢|分别|其中|政府工作报告|工作报告|报告';

/**
 * The words that a which-regions question looks for. `bare` is the question without regions and years; brackets and what
 * stands in quotation marks are read from `text`.
 */
export function findTheme(text: string): Theme {
  const theme: Theme = { literals: [], alternatives: [], excluded: [], notes: [] };
  const addTo = (list: string[], word: string): void => {
    const plain = word
      .trim()
      .replace(/^(?:只写|只说|写到|明确写到)/, '')
      .replace(/(?:这.个字|的)$/g, '');
    if (plain.length > 1 && !list.includes(plain)) list.push(plain);
  };
  for (const note of text.matchAll(NOTES)) {
    const inside = note[1] ?? '';
    theme.notes.push(inside);
    if (NOT_COUNTED.test(inside)) for (const word of inside.matchAll(QUOTED)) addTo(theme.excluded, word[1] ?? '');
    else if (!/\d/.test(inside) && !/^[A-Za-z ]+$/.test(inside))
      for (const word of inside.split(/[、，,或和及]|以及/)) addTo(theme.alternatives, word);
  }
  // In an English question the Chinese in brackets is the very name that is looked for.
  if (!/[\u4e00-\u9fff]/.test(text.replace(NOTES, ' ')) && theme.alternatives.length > 0) {
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
  if (theme.literals.length === 0) {
    const lead = leadingThing(clauses[0] ?? '');
    if (lead) for (const word of splitThings(lead)) addTo(theme.literals, word);
  }
  if (theme.literals.length === 0) {
    const asked = clauses.find((clause) => clause.trim() !== '' && !/都算|不算|不要算/.test(clause)) ?? '';
    for (const word of objectsOf(asked)) addTo(theme.literals, word);
  }
  theme.literals = theme.literals.filter((word) => word.length <= LONGEST_THEME);
  // Uses of the thing (导航应用) are no names of it; only what shares a word with it is.
  theme.alternatives = theme.alternatives.filter((word) => theme.literals.some((literal) => sharesPair(word, literal)));
  const stem = commonStem([...theme.literals, ...theme.alternatives]);
  if (stem && theme.alternatives.length >= 2 && !theme.literals.includes(stem)) theme.literals.push(stem);
  return theme;
}

/** A theme is a name, not a sentence. */
const LONGEST_THEME = 14;

/** 成渝地区双城经济圈，哪些省…: what stands in front of the first comma, where it is nothing but a name. */
function leadingThing(clause: string): string | null {
  const first = clause.split(/[，,]/)[0]?.trim() ?? '';
  if (clause.indexOf('，') < 0 && clause.indexOf(',') < 0) return null;
  if (first.length < 2 || first.length > LONGEST_THEME || /\d|哪|什么|谁|省|报告|地区里|目标/.test(first)) return null;
  return first.replace(/^(?:关于|对于)/, '');
}

function sharesPair(a: string, b: string): boolean {
  return [...a].some((_, i) => i + 2 <= a.length && b.includes(a.slice(i, i + 2)));
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

/** The thing that the verb of a question takes, or that stands before 在…出现. */
function objectsOf(clause: string): string[] {
  const plain = clause.replace(/20\d\d年?/g, ' ').replace(/\s+/g, ' ');
  const first = plain.split(/[，,]/).filter((part) => part.trim() !== '');
  const appears = /^\s*([^，,]{2,20}?)[，,]?\s*(?:分别)?(?:在|出现在)(?:哪|什么)/.exec(plain);
  const verb = new RegExp(`(?:${VERBS})(?:了|到|过)?([^，,？?]{2,30})`, 'gi');
  const found: string[] = [];
  if (appears?.[1] && !/哪|报告$/.test(appears[1])) found.push(appears[1]);
  if (found.length === 0) {
    const all = [...plain.matchAll(verb)]
      .map((m) => m[1] ?? '')
      .filter((word) => !/^(?:的|有|了|吗)?\s*(?:哪|什么|是)/.test(word));
    const last = all.reverse().find((word) => !/^(?:或|和)?(?:协作|融入|落实|的)/.test(word));
    if (last) found.push(last);
  }
  if (found.length === 0 && first[0]) found.push(first[0]);
  return found.flatMap((word) => splitThings(stripFrame(word)));
}

function stripFrame(word: string): string {
  let plain = word.trim();
  const frame = new RegExp(`^(?:${REGION_WORDS})+|(?:${REGION_WORDS})+$`, 'g');
  for (let before = ''; before !== plain; ) {
    before = plain;
    plain = plain
      .replace(frame, '')
      .replace(/(?:工作|防控工作|生态项目|的省.*)$/g, (tail) => (plain.length - tail.length >= 2 ? '' : tail))
      .trim();
  }
  return plain.replace(/^(?:the|a|an)\s+/i, '').replace(/\s+(?:pilots?|projects?|or creation)$/i, '');
}

function splitThings(word: string): string[] {
  return word
    .split(/[、]|和|与|及|或|以及| and | or /)
    .map((one) => one.trim().replace(/疫情$/, ''))
    .filter((one) => one.length >= 2);
}
