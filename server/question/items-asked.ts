/** How many things, or the which of a numbered list, a question asks for. */
import { numberOf } from './number-words.ts';
import type { ItemOrdinal } from './reading.ts';

/** How many things a question asks for (哪三个, 4个, two); null where it does not say. */
export function countAsked(text: string): number | null {
  const match =
    /哪([两二三四五六七八九十])[个家项条件位种类大座所市县处]?/.exec(text) ??
    /(?:是|有|指|包括)哪?(\d{1,2}|[两二三四五六七八九十])[个家项条件位种类大座所]/.exec(text) ??
    /(?<![\d.第])(\d{1,2}|[两二三四五六七八九十])(?:个|家|项|条|件|位|种|大)[^，。？]{0,14}(?:是哪|有哪|分别|是什么)/.exec(
      text,
    ) ??
    /(?:列出|what are the|which) [^?]{0,20}?\b(\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)\b/i.exec(text);
  return numberOf(match?.[1]) || null;
}

/** 它前面那一件, 后面那项: the neighbour of the item that the last answer numbers. */
export function neighbourItem(own: string, answer: string): ItemOrdinal[] {
  const match = /(前面?|上|后面?|下)(?:那|的|面|一)*一?(件|项|条|个)/.exec(own);
  const [last] = itemsOf(answer);
  if (!match || !last) return [];
  const ordinal = last.ordinal + (/前|上/.test(match[1] ?? '') ? -1 : 1);
  return ordinal > 0 ? [{ ordinal, measure: match[2] ?? '', text: match[0] }] : [];
}

/** The numbers of listed things that a text names: 第九件. */
export function itemsOf(text: string): ItemOrdinal[] {
  // 我国第一个外商独资项目: the first of all, no item of a list.
  return [
    ...text.matchAll(
      /(?<!(?:我国|全国|国内|世界|全球|亚洲|中国|国际|全省|全市|历史)(?:上)?的?)第([一二三四五六七八九十]{1,3}|\d{1,2})(件|项|条|种|个|类|大)(?!以上|由)/g,
    ),
  ].flatMap((match) => {
    const ordinal = numberOf(match[1]) ?? 0;
    return ordinal > 0 ? [{ ordinal, measure: match[2] ?? '', text: match[0] }] : [];
  });
}

/** Characters of a listed thing at most: longer ones are sentences. */
const LONGEST_THING = 14;

/** The items of an answer that numbers them (1. …；2. …, ①…②…) or marks each (- …); of 广东省：… the name in front. */
function itemsListed(answer: string): string[] {
  const mark = /(?:^|[\s；;：:。]\s*)(?:[-*•]\s+|[(（]?\d{1,2}[)）.、]\s*(?!\d)|(?=[①-⑳]))/g;
  const starts = [...answer.matchAll(mark)];
  return starts.map((match, at) => {
    const item = answer
      .slice(match.index + match[0].length, starts[at + 1]?.index ?? answer.length)
      .split(/\n|[（(](?:省|市|县)/)[0] as string;
    const plain = item.replace(/\[\d+\]|^[①-⑳]|^[“"]/g, '').trim();
    const name = /^([^：:，,]{2,10})[：:]/.exec(plain)?.[1];
    return (name ?? plain.split(/[；;。]/)[0] ?? '').slice(0, LONGEST_ITEM).trim();
  });
}

/** Characters of a numbered item that are enough to find it again. */
const LONGEST_ITEM = 40;

/** The things that an answer lists: 四种形态是生态经济、循环经济、数字经济、飞地经济。 */
function thingsListed(answer: string): string[] {
  const numbered = itemsListed(answer);
  if (numbered.length >= 2) return numbered;
  const lists = answer.split(/[。；\n]/).map((sentence) => {
    const listed = sentence.replace(/\[\d+\]/g, '').replace(/^.*?(?:是|为|有|包括|：|:)(?=[^是为：:]*、)/, '');
    return listed
      .split(/、|以及|和(?=[^、]*$)/)
      .map((one) => one.replace(/[“”"，,].*$|等.{0,6}$/g, '').trim())
      .filter((one) => one.length >= 2 && one.length <= LONGEST_THING);
  });
  return lists.sort((a, b) => b.length - a.length)[0] ?? [];
}

const ENGLISH_PLACES: Record<string, number> = {
  first: 0,
  former: 0,
  second: 1,
  third: 2,
  fourth: 3,
  fifth: 4,
  last: -1,
  latter: -1,
};

/** 第三种形态, 后者: the turn with the thing of the last answer's list that it means; as it was where that lists fewer. */
export function withListedThing(own: string, answer: string): string {
  const things = thingsListed(answer);
  if (things.length < 2) return own;
  const pointed = /前者|后者/.exec(own)?.[0];
  if (pointed) return own.replace(pointed, (pointed === '前者' ? things[0] : things[things.length - 1]) ?? pointed);
  const english =
    /\bthe (first|second|third|fourth|fifth|last|former|latter)\b(?: (?:one|item|of (?:these|those|them)|region|province|project|measure))?/i.exec(
      own,
    );
  if (english) {
    const at = ENGLISH_PLACES[(english[1] ?? '').toLowerCase()] ?? 0;
    return own.replace(english[0], things.at(at) ?? english[0]);
  }
  const [item] = itemsOf(own);
  const thing = item && things[item.ordinal - 1];
  if (!item || !thing) return own;
  // 第三种形态: the noun that it is one of goes with it.
  return own.replace(new RegExp(`${item.text}(?:(?!呢)[\\u4e00-\\u9fff]){0,4}(?=呢?[，,？?]|$)|${item.text}`), thing);
}
