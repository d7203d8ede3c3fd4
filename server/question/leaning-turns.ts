/** Short turns that lean on the one before by saying that it is asked again, or by the contrary of a word of it. */

const SAME_ZH =
  '(?:还是|也是|也|就|问的是|看)?(?:同一?[个样]?的?|一样的|这一?[个项]|相同的?)(?:指标|问题|数据|口径|数字|项目?|事情?|内容)(?:的?话)?';
const SAME = new RegExp(`^${SAME_ZH}[，,、\\s]+|[，,、\\s]+${SAME_ZH}(?=[？?。]?$)`, 'g');
const SAME_EN =
  /^(?:and |now )?(?:the )?same (?:question|indicator|figure|measure|thing|number|one)?,?\s*(?:for|in|of|about)\s+/i;
const SAME_BEHIND = /[,;]?\s+(?:the )?same (?:question|indicator|figure|measure|thing|number)(?=[?.]?$)/i;

/** 株洲呢，同一个指标 is 株洲呢: that the same is asked says nothing that the carried question does not. */
export function withoutSame(text: string): string {
  const plain = text.replace(SAME, '').replace(SAME_BEHIND, '').trim();
  const rest = plain.replace(SAME_EN, 'what about ');
  return /[\p{L}]{2}/u.test(rest) ? rest : text;
}

/** 河南定得比它多多少, is Henan's higher than that: what a region is set against by a pronoun. */
const SET_AGAINST =
  /(?<=比|跟|和|与|同|有)(?:它|他|她|那边|那里|该省|该市|前者)(?!们)|(?<=\bthan )(?:it|that|this|its|that one)\b(?! of)/i;

/** A turn that sets a region of its own against 它, with the one region of the turn before in the place of that word. */
export function againstCarried(own: string, hasRegion: boolean, name: string | null): string {
  return hasRegion && name !== null ? own.replace(SET_AGAINST, name) : own;
}

/** Words of which a question names one and the next turn the other. */
const CONTRARIES: [RegExp, RegExp, string][] = [
  [/农村|农民|乡村/, /城镇|城市/, '农村'],
  [/城镇|城市|城里/, /农村|农民|乡村/, '城镇'],
  [/出口/, /(?<!出)进口/, '出口'],
  [/(?<!出)进口/, /(?<!进)出口/, '进口'],
  [/\brural\b/i, /\burban\b/i, 'rural'],
  [/\burban\b/i, /\brural\b/i, 'urban'],
  [/\bexports?\b/i, /\bimports?\b/i, 'exports'],
  [/\bimports?\b/i, /\bexports?\b/i, 'imports'],
];
/** A turn that is nothing but such a word: 农村的呢, 那农村居民呢, and the rural ones? */
const ONLY_ONE =
  /^(?:那么?|换成|还有)?(?:农村|农民|乡村|城镇|城市|城里|进口|出口)(?:居民|人口|人|地区|方面|额)?(?:的)?(?:呢|多少|是多少)?[？?]?$|^(?:and |what about |how about )(?:for |in )?(?:the |its )?(?:rural|urban|exports?|imports?)(?: (?:ones?|residents?|areas?|people|income|households?))?\??$/i;

/** The carried question with the contrary of one of its words in that word's place, so that what is asked of it stays; null for another turn. */
export function withContrary(question: string, own: string): string | null {
  if (!ONLY_ONE.test(own)) return null;
  for (const [said, contrary, word] of CONTRARIES)
    if (said.test(own) && contrary.test(question) && !said.test(question)) return question.replace(contrary, word);
  return null;
}

/** Whether a turn sets what was asked before against the year that it names: 这比2019年要高出几个百分点, is that more than in 2019? */
export function comparesWithYear(own: string): boolean {
  return /^(?:那|这|它|此|该)?(?:个?(?:数字?|目标|指标))?(?:比|较|跟|和|与|同|相比)(?:20\d\d年|去年|上一?年|今年)|\b(?:than|compared (?:with|to)|from) (?:in |that of |the )*(?:20\d\d|last year|the (?:year before|previous year))/i.test(
    own,
  );
}

/** 河北2020年常住人口城镇化率 with 比2019年要高出几个百分点 behind it: what was asked before set against the turn's own year. */
export function againstYear(own: string, carried: { regions: string; years: number[]; topic: string }): string {
  if (/^[\x20-\x7e\u2018\u2019]+$/.test(own))
    return `${own.replace(/\?$/, '')}, ${carried.topic} ${carried.regions} in ${carried.years.join(' and ')}?`;
  const rest = own.replace(/^(?:那么?|这|它|此|该)?(?:个?(?:数字?|目标|指标))?/, '');
  const topic = carried.topic.replace(/(?:要|会|将|打算|计划)?(?:达到?|为|到|提高到?|实现)?了?$/, '');
  return `${carried.regions}${carried.years.join('、')}年${topic}${rest}`;
}

/** Whether nothing but that the last year is set beside it is asked: 和去年比呢, 跟上年相比怎么样. */
export function asksYearBefore(own: string): boolean {
  return /^(?:那么?)?(?:和|跟|与|同|比|较)(?:去年|上一?年|前一年)(?:相?比(?:较|起来)?)?(?:呢|怎么样|如何|多了?还是少了?|多多少|少多少)?[？?]?$/.test(
    own,
  );
}

/** A carried topic asked of a year and of the one before. */
export function besideYearBefore(topic: string, { regions, year }: { regions: string; year: number }): string {
  return `${regions}${year}年和${year - 1}年${topic.replace(/\s+/g, '')}各多少，相差多少？`;
}
