/**
 * Names that are put together: several indicators share one head, and what tells them apart stands in front of it, once,
 * in a list, or alone where the head is left out (其中城镇和农村分别增长7%和8%).
 */

interface Family {
  /** The shared head. */
  head: string;
  /**
   * What may stand in front, as a pattern, and the aliases of `data/indicators.json` that it then means; `together` is one for
   * the whole that words without a number speak of as well; `shared`: only where 分别 shares figures out.
   */
  members: { modifier: string; aliases: string[]; together?: string; shared?: true }[];
}

const FAMILIES: Family[] = [
  {
    head: '(?:常住)?(?:居民)?(?:常住)?(?:人均)?可支配收入',
    members: [
      { modifier: '城乡', aliases: ['城镇居民人均可支配收入', '农村居民人均可支配收入'] },
      { modifier: '城镇|城市', aliases: ['城镇居民人均可支配收入'] },
      { modifier: '农村牧区|农牧区|农村|农牧民|农民|乡村', aliases: ['农村居民人均可支配收入'] },
    ],
  },
  {
    head: '(?:常住)?居民收入',
    members: [
      { modifier: '城乡', aliases: ['城镇居民人均可支配收入', '农村居民人均可支配收入'], together: '居民收入' },
      { modifier: '城镇|城市', aliases: ['城镇居民人均可支配收入'] },
      { modifier: '农村牧区|农牧区|农村|农牧民|农民', aliases: ['农村居民人均可支配收入'] },
    ],
  },
  {
    head: '失业率',
    members: [
      { modifier: '(?:城镇)?调查', aliases: ['城镇调查失业率'] },
      { modifier: '(?:城镇)?登记', aliases: ['城镇登记失业率'] },
    ],
  },
  {
    head: '(?:人口)?城镇化率',
    members: [
      { modifier: '常住(?:人口)?', aliases: ['常住人口城镇化率'] },
      { modifier: '户籍(?:人口)?', aliases: ['户籍人口城镇化率'] },
    ],
  },
  {
    head: '低保(?:平均)?(?:保障)?标准',
    members: [
      // 城乡低保标准 alone is one standard; two figures behind 分别 are one for each.
      { modifier: '城乡', aliases: ['城市低保标准', '农村低保标准'], shared: true },
      { modifier: '城市|城镇', aliases: ['城市低保标准'] },
      { modifier: '农村', aliases: ['农村低保标准'] },
    ],
  },
  {
    head: '(?:次)?(?:产业)?增加值',
    members: [
      { modifier: '第?一(?:次)?(?:产业|产)?', aliases: ['第一产业增加值'] },
      { modifier: '第?二(?:次)?(?:产业|产)?', aliases: ['第二产业增加值'] },
      { modifier: '第?三(?:次)?(?:产业|产)?', aliases: ['第三产业增加值'] },
    ],
  },
  {
    head: '款余额',
    members: [
      { modifier: '存', aliases: ['存款余额'] },
      { modifier: '贷', aliases: ['贷款余额'] },
    ],
  },
];

const JOIN = '(?:、|和|与|及|，)?';

interface Pattern {
  whole: RegExp;
  member: RegExp;
  family: Family;
}

const PATTERNS: Pattern[] = FAMILIES.map((family) => {
  const modifier = `(?:${family.members.map((member) => member.modifier).join('|')})`;
  // 居民 may follow the first of two modifiers: 城镇居民、农村居民人均可支配收入.
  const item = `${modifier}(?:常住)?(?:居民)?`;
  return {
    family,
    whole: new RegExp(`${item}(?:${JOIN}${item}){0,2}${family.head}`, 'y'),
    member: new RegExp(modifier, 'g'),
  };
});

const STARTS = /[城农乡调登常户第一存]/;

/** The put-together name that begins at `position`: its end and the aliases that it stands for, in its order. */
export function coordinatedAt(
  text: string,
  position: number,
): { end: number; aliases: string[]; together: string | null } | null {
  if (!STARTS.test(text[position] as string)) return null;
  for (const { whole, member, family } of PATTERNS) {
    whole.lastIndex = position;
    const found = whole.exec(text);
    if (!found) continue;
    const head = new RegExp(`${family.head}$`).exec(found[0])?.[0] ?? '';
    const front = found[0].slice(0, found[0].length - head.length);
    const members = [...front.matchAll(member)].flatMap(
      ([word]) => family.members.find((one) => new RegExp(`^(?:${one.modifier})$`).test(word)) ?? [],
    );
    const end = position + found[0].length;
    if (members.some((one) => one.shared) && !/^[^，。；]{0,8}分别/.test(text.slice(end, end + 12))) continue;
    const aliases = members.flatMap((one) => one.aliases);
    const together = members.find((one) => one.together)?.together ?? null;
    if (aliases.length > 0) return { end, aliases, together };
  }
  return null;
}

/** 总里程达9495公里 behind what was built: all there is. */
const WHOLE_LENGTH = /(?:通车|运营|通车运营)?总?里程(?=[^，。；、()]{0,4}\d)/y;
const WHOLE_LENGTHS: [string, string][] = [
  ['expressway_length', '高速公路通车总里程'],
  ['high_speed_rail_length', '高速铁路运营里程'],
  ['railway_length', '铁路运营总里程'],
  ['metro_length', '轨道交通运营里程'],
];

/** What a bare word means after a head that was named before: 城镇, 农村, 人均; `whole`: never what was added. */
const ELIDED: { word: RegExp; after: string[]; alias: string; whole?: true }[] = [
  ...WHOLE_LENGTHS.map(([id, alias]) => ({ word: WHOLE_LENGTH, after: [id], alias, whole: true as const })),
  // 生产安全事故起数、死亡人数分别下降: of the same accidents.
  { word: /死亡人数/y, after: ['work_safety_accidents'], alias: '生产安全事故死亡人数' },
  {
    word: /城镇(?:常住)?(?:居民)?/y,
    after: ['income_growth_all', 'income_all', 'income_growth_urban', 'income_growth_rural'],
    alias: '城镇居民人均可支配收入',
  },
  {
    word: /(?:农村牧区|农牧区|农村)(?:常住)?(?:居民)?/y,
    after: ['income_growth_all', 'income_all', 'income_growth_urban', 'income_growth_rural'],
    alias: '农村居民人均可支配收入',
  },
  { word: /人均/y, after: ['gdp_total', 'gdp_growth'], alias: '人均地区生产总值' },
  {
    word: /(?:地方|地方级)(?=[^，。；、()]{0,4}\d|增)/y,
    after: ['total_fiscal_revenue', 'total_fiscal_revenue_growth'],
    alias: '地方一般公共预算收入',
  },
  { word: /出口/y, after: ['trade_total', 'trade_growth'], alias: '出口' },
];

/** The alias that the bare word at `position` means after a subject of the given indicators; null if it means none. */
export function elidedAt(
  text: string,
  position: number,
  before: readonly string[],
): { end: number; alias: string; whole: boolean } | null {
  for (const { word, after, alias, whole = false } of ELIDED) {
    word.lastIndex = position;
    const found = word.exec(text);
    if (found && before.some((id) => after.includes(id))) return { end: position + found[0].length, alias, whole };
  }
  return null;
}
