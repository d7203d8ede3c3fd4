/**
 * Corpora of many times the real one: the real reports once, then copies of other regions and years, with other figures and with part of
 * their words exchanged for others. Every copy keeps the length of each text, so that spans and quotes stay true.
 */
import type { DocumentContent } from '../../../ingest/index/content.ts';
import type { ReportParts } from '../../../ingest/model.ts';
import { regions } from '../../../ingest/regions.ts';
import { Random } from './random.ts';

/** Copies that are earlier years of the same regions; those beyond are cities. */
const YEARS_BACK = 19;
/** Words that may be exchanged, and how many of them a copy exchanges. */
const WORDS =
  '改革 创新 生态 农村 城市 企业 科技 教育 医疗 就业 产业 投资 消费 开放 绿色 安全 服务 文化 旅游 交通 能源 数字 金融 住房 养老 粮食 人才 水利 制造 贸易'.split(
    ' ',
  );
const EXCHANGED = 10;

const cities = regions.filter(({ level }) => level === 'city');

/** Copies `from` up to, not including, `to`; copy 0 are the real documents. One after the other, so that no more than one is in memory. */
export function* grown(documents: DocumentContent[], from: number, to: number): Generator<DocumentContent> {
  for (let copy = from; copy < to; copy++)
    for (const document of documents) yield copy === 0 ? document : copied(document, copy);
}

function copied({ source, parts, indicators }: DocumentContent, copy: number): DocumentContent {
  const change = changer(copy);
  const idOf = (id: string) => `${id}~c${copy}`;
  const placed = new Map(parts.map(({ report }, at) => [report.id, placeOf(report, copy, at)]));
  return {
    source: {
      ...source,
      id: idOf(source.id),
      path: `${copy}/${source.path}`,
      text: change(source.text),
      hints: {},
      origin: { ...source.origin, file: `${copy}/${source.path}`, plainId: idOf(source.id), upload: false },
    } as DocumentContent['source'],
    parts: parts.map((part) => copiedPart(part, { change, idOf, place: placed.get(part.report.id) as Place })),
    indicators: indicators.map((row) => {
      const { region, parent, back } = placed.get(row.reportId) as Place;
      const [reportId, passage, sentence] = [row.reportId, row.passage, row.sentence].map(idOf) as [
        string,
        string,
        string,
      ];
      const document = idOf(row.document);
      const at = { region: region ?? row.region, parent, year: row.year - back, document, reportId, passage, sentence };
      return { ...row, ...at, text: change(row.text), quote: change(row.quote), value: row.value };
    }),
  };
}

interface Place {
  region: string | null;
  parent: string | null;
  level: ReportParts['report']['level'];
  /** Years before the real one. */
  back: number;
}

function placeOf({ region, parent, level }: ReportParts['report'], copy: number, at: number): Place {
  if (copy <= YEARS_BACK) return { region, parent, level, back: copy };
  const city = cities[(copy * 37 + at) % cities.length] as (typeof cities)[number];
  return { region: city.name, parent: city.parent, level: 'city', back: 1 + (copy % YEARS_BACK) };
}

function copiedPart(
  { report, passages, sentences }: ReportParts,
  { change, idOf, place }: { change(text: string): string; idOf(id: string): string; place: Place },
): ReportParts {
  const { region, parent, level, back } = place;
  const yearOf = (year: number | null) => (year === null ? null : year - back);
  return {
    report: {
      ...report,
      id: idOf(report.id),
      document: idOf(report.document),
      title: `${yearOf(report.year) ?? ''}年${region ?? ''}政府工作报告`,
      region,
      parent,
      level,
      year: yearOf(report.year),
    },
    passages: passages.map((passage) => ({
      ...passage,
      id: idOf(passage.id),
      report: idOf(report.id),
      text: change(passage.text),
      year: yearOf(passage.year),
    })),
    sentences: sentences.map((sentence) => ({
      ...sentence,
      id: idOf(sentence.id),
      passage: idOf(sentence.passage),
      text: change(sentence.text),
    })),
  };
}

/** Other digits, and some words for others of the same length. */
function changer(copy: number): (text: string) => string {
  const random = new Random(copy);
  const from = random.sample(WORDS, EXCHANGED);
  const to = new Map(from.map((word, at) => [word, from[(at + 1) % from.length] as string]));
  const pattern = new RegExp(`\\d|${from.join('|')}`, 'g');
  const shift = 1 + (copy % 9);
  return (text) => text.replace(pattern, (found) => to.get(found) ?? String((Number(found) * 3 + shift) % 10));
}
