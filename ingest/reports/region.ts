/** Whose report it is: from its head, then the file's name, then columns, then folders, then what the text names most. */
import type { Level, SourceDocument } from '../model.ts';
import { type Region, regionByName, regions } from '../regions.ts';
import { levelIn } from './level.ts';

export interface FoundRegion {
  /** Full name; null where it could not be found. */
  name: string | null;
  parent: string | null;
  /** Null where nothing tells. */
  level: Level | null;
  /** Why, as a phrase for `--list`. */
  reason: string;
  /** Nothing says so, the text only names it often: a person should look. */
  isGuess?: boolean;
}

/** A region that a name means. */
type KnownRegion = { name: string; parent: string | null; level: Level };

/** What the State Council's report is of. */
export const NATION = '全国';

/** `安徽省`, `湖南省长沙市长沙县`, `浦东新区`: a name that ends as names of regions do. */
const NAME =
  '[\\u4e00-\\u9fff]{1,22}?(?:省|自治区|特别行政区|市|自治州|州|盟|地区|县|自治旗|旗|新区|开发区|高新区|管委会|区)';
/** What stands in front of the meeting's number, behind the last 在 or the day. */
const MEETING = /(?:在|(?<=\d)日|^)([^在\n]{2,24}?)(?:第[一二三四五六七八九十]+届)?人民代表大会/m;
const NAMED_TITLE = new RegExp(`^(?:20\\d\\d年?度?)?(?:中国)?(${NAME})(?:人民)?(?:20\\d\\d年?度?)?政府工作报告`);
const OFFICE = new RegExp(
  `^(${NAME})(?:人民政府|管理?委员?会)?(?:代理?)?(?:省长|市长|主席|州长|盟长|县长|区长|旗长|主任)`,
);
const DEPARTMENT =
  /^(?:20\d\d年?度?)?([\u4e00-\u9fff]{2,16}?)(财政|教育|民政|统计|审计|卫生健康|农业农村|发展和?改革|交通运输|生态环境|[\u4e00-\u9fff]{2,8}?)(?:厅|局|委员会|委)(?:关于)?(?:20\d\d年?度?)?(?:工作|重点)/;

/**
 * @param head Lines of the head.
 * @param mark Name of the region in the heading that a collection gives the report.
 */
export function regionOf(source: SourceDocument, head: string[], body: string, mark?: string): FoundRegion {
  const marked = mark === undefined ? undefined : regionNamed(mark);
  if (marked) return { ...marked, reason: `the collection's heading ${mark}` };
  return (
    inHead(source, head) ??
    (isRow(source) ? (inColumn(source) ?? inFile(source)) : (inFile(source) ?? inColumn(source))) ??
    inFolder(source) ??
    commonest(body)
  );
}

function inHead(source: SourceDocument, head: string[]): FoundRegion | undefined {
  const text = head.map((line) => line.replace(/\s/g, ''));
  const title = text.find((line) => /政府工作报告/.test(line) && line.length <= 40);
  const meeting = MEETING.exec(
    text
      .join('\n')
      .replace(/第[一二三四五六七八九十]+届(?=全国)/g, '')
      .replace(/\n(?=人民代表)/g, ''),
  );
  if (
    /国务院(?:20\d\d年)?政府工作报告/.test(title ?? '') ||
    text.some((line) => /届?全国人民代表大会.{0,12}会议/.test(line) && line.length <= 60)
  )
    return { name: NATION, parent: null, level: 'nation', reason: 'the State Council, or the National Congress' };
  const parentHint = deepest(title ?? '') ?? parentIn(source);
  for (const [words, reason] of [
    [meeting?.[1], 'the meeting'],
    [NAMED_TITLE.exec(title ?? '')?.[1], 'the title'],
    ...text.filter((line) => line.length <= 40).map((line) => [OFFICE.exec(line)?.[1], 'the speaker'] as const),
  ] as const) {
    const found = words === undefined ? undefined : regionNamed(words, parentHint);
    if (found) return { ...found, reason: `${reason}: ${words}` };
  }
  const department = text.filter((line) => line.length <= 40).map((line) => DEPARTMENT.exec(line)?.[1]);
  for (const words of department) {
    const found = words === undefined ? undefined : regionNamed(words, parentHint);
    if (found) return { ...found, level: 'department', reason: `the department in the title: ${words}` };
  }
  return undefined;
}

/** A known region, or a county, district or development zone by its ending; undefined for other words. */
export function regionNamed(words: string, parentHint?: Region): KnownRegion | undefined {
  const whole = regionByName(words);
  if (whole) return { name: whole.name, parent: whole.parent, level: whole.level };
  // 湖南省长沙市长沙县: what stands in front says what it belongs to.
  let [rest, above] = [words, parentHint];
  for (let known = beginning(rest); known && known.name.length < rest.length; known = beginning(rest)) {
    above = known;
    rest = rest.slice(known.name.length);
  }
  const known = regionByName(rest);
  if (known) return { name: known.name, parent: known.parent, level: known.level };
  if (rest.length < 2 || !/(?:县|旗|区|市|管委会|州|盟)$/.test(rest) || /^(?:本|全|我|该|各)/.test(rest))
    return undefined;
  if (/^(?:自治区|地区|新区|开发区|高新区|管委会|自治[州县旗])$/.test(rest)) return undefined;
  const level = /(?:自治州|州|盟|地区)$/.test(rest) ? 'city' : 'county';
  return { name: rest.replace(/管委会$/, ''), parent: above?.name ?? null, level };
}

/** The region with its full name in front of other words. */
function beginning(words: string): Region | undefined {
  return regions.filter(({ name }) => words.startsWith(name)).sort((a, b) => b.name.length - a.name.length)[0];
}

/** The last of the regions that words begin with: 长沙市 of 湖南省长沙市长沙县. */
function deepest(words: string): Region | undefined {
  let found: Region | undefined;
  for (let rest = words.replace(/^20\d\d年?/, ''), next = beginning(rest); next; next = beginning(rest)) {
    found = next;
    rest = rest.slice(next.name.length);
  }
  return found;
}

/** What the path names above the file: the city of a county's report often is its folder. */
function parentIn({ path }: SourceDocument): Region | undefined {
  const found = regions.filter(({ name }) => path.includes(name));
  return found.sort((a, b) => Number(b.level === 'city') - Number(a.level === 'city'))[0];
}

function isRow({ id }: SourceDocument): boolean {
  return id.includes('#');
}

function inColumn({ hints }: SourceDocument): FoundRegion | undefined {
  const found = hints.region === undefined ? undefined : regionNamed(hints.region.trim());
  return found && { ...found, reason: `the column for the region: ${hints.region}` };
}

function inFile(source: SourceDocument): FoundRegion | undefined {
  const name = `${source.hints.title ?? ''} ${source.id.split('/').at(-1)}`;
  if (/国务院/.test(name))
    return { name: NATION, parent: null, level: 'nation', reason: 'the file name or title: 国务院' };
  const titled = name
    .split(/[\s_#~·]+/)
    .map((words) => NAMED_TITLE.exec(words)?.[1])
    .find((words) => words !== undefined);
  const found = (titled && regionNamed(titled, parentIn(source))) || inWords(name);
  return found && { ...found, reason: `the file name or title: ${found.name}` };
}

function inFolder({ id }: SourceDocument): FoundRegion | undefined {
  for (const folder of id.split('/').slice(0, -1).reverse()) {
    const found = inWords(folder);
    if (found) return { ...found, reason: `the folder: ${folder}` };
  }
  return undefined;
}

/** A region that words spell in Chinese, English or pinyin; the longest name wins, a city before its province. */
function inWords(words: string): KnownRegion | undefined {
  const plain = words.toLowerCase();
  const latinWords = new Set(plain.split(/[^a-z]+/));
  const joined = plain.replace(/[^a-z]/g, '');
  const scored = regions.flatMap((region) => {
    if (words.includes(region.name)) return [{ region, score: region.name.length + 2 }];
    if (words.includes(region.short)) return [{ region, score: region.short.length + 1 }];
    const latin = [plainLatin(region.english.replace(/ city$/i, '')), plainLatin(region.pinyin)];
    const isNamed = latin.some((l) => l.length > 3 && (latinWords.has(l) || (l.length > 8 && joined.includes(l))));
    return isNamed ? [{ region, score: 1 + (region.level === 'city' ? 0.5 : 0) }] : [];
  });
  const best = scored.sort((a, b) => b.score - a.score)[0]?.region;
  return best && { name: best.name, parent: best.parent, level: best.level };
}

function plainLatin(words: string): string {
  return words
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z]/g, '');
}

/** Named at least so often, a region may be meant. */
const OFTEN = 3;

function commonest(body: string): FoundRegion {
  let best: { region: Region; count: number } | undefined;
  for (const region of regions) {
    const count = body.split(region.short).length - 1;
    if (count >= OFTEN && count > (best?.count ?? 0)) best = { region, count };
  }
  if (!best) {
    const { level, reason } = levelIn(body);
    const phrase = level === null ? 'not found' : `not found; ${level} by ${reason}`;
    return { name: null, parent: null, level, reason: phrase, isGuess: true };
  }
  const { name, parent, level } = best.region;
  return { name, parent, level, reason: `named ${best.count} times in the text`, isGuess: true };
}
