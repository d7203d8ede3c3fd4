import { type Indicator, indicatorOf } from '../../ingest/indicators/catalogue.ts';
import type { FigureKind, IndicatorRow } from '../../ingest/model.ts';
import { englishName, regionByName } from '../../ingest/regions.ts';
import type { Language } from '../model.ts';
import { englishAmount, englishPhrase, englishQualified, englishWords } from './english-figure.ts';

/** Words that stand behind the figure; all others stand before it. */
const TRAILING = /^(?:左右|上下|以上|以内|之内|内|以下|及以上)$/;
/** Leading words that limit the figure itself. */
const BOUND = /^(?:不低于|不少于|不超过|不高于|超过?|突破|高于|低于|小于|接近|近|约|逾|控制在)/;
/** 2000多公里, 2500余家: these stand before the unit. */
const BEFORE_UNIT = /^[多余]$/;

/** Words in the place of a figure that are shorter are shown with what they are said of: 粮食产量稳定 for 稳定. */
const WORDS_ENOUGH = 5;

/** The figure of a row in words: `7.5%左右`, `6%-6.5%`, `下降3%`, `与经济增长基本同步`; in English `about 7.5%`. */
export function valueText(row: IndicatorRow, language: Language): string {
  if (row.value === null && row.low === null) {
    const words = row.qualifier.length >= WORDS_ENOUGH ? row.qualifier : row.text;
    return language === 'zh' ? words : englishWords(row.qualifier, words);
  }
  return language === 'zh' ? chineseValue(row) : englishValue(row);
}

function numbersOf(row: IndicatorRow): number[] {
  return row.value !== null ? [row.value] : [row.low ?? 0, row.high ?? row.low ?? 0];
}

/** Whether the report itself writes the row's figures: 67610人 is told as 6.761万人 only by the row. */
function isAsWritten({ text }: IndicatorRow, numbers: string[]): boolean {
  const written = text.normalize('NFKC').replace(/\s|(?<=\d),(?=\d{3})/g, '');
  return numbers.every((number) => written.includes(number));
}

function chineseValue(row: IndicatorRow): string {
  const falls = row.unit !== '%（下降）' && numbersOf(row).every((n) => n < 0);
  const numbers = numbersOf(row).map((n) => String(falls ? -n : n));
  if (!isAsWritten(row, numbers)) return row.text;
  const { before, unit } = unitParts(row.unit);
  const [lead, tail] = qualifierParts(row.qualifier);
  const more = BEFORE_UNIT.test(tail) ? tail : '';
  const amount = `${numbers.map((n) => n + (unit === '%' ? '%' : '')).join('-')}${more}${unit === '%' ? '' : unit}`;
  const direction = lead.startsWith(before) && !falls ? '' : falls ? '下降' : before;
  // 下降超过3%, but 较2015年下降17%.
  const front = BOUND.test(lead) ? direction + lead : lead + direction;
  return `${front}${amount}${more === '' ? tail : ''}`;
}

function unitParts(unit: string): { before: string; unit: string } {
  const match = /^(.*?)（(下降|提高)）$/.exec(unit);
  return match ? { before: match[2] ?? '', unit: match[1] ?? '' } : { before: '', unit };
}

/** What stands before and behind the figure: 力争…以上 is both. */
function qualifierParts(qualifier: string): [string, string] {
  const gap = qualifier.indexOf('…');
  if (gap >= 0) return [qualifier.slice(0, gap), qualifier.slice(gap + 1)];
  return TRAILING.test(qualifier) || BEFORE_UNIT.test(qualifier) ? ['', qualifier] : [qualifier, ''];
}

function englishValue(row: IndicatorRow): string {
  return englishQualified({ ...englishParts(row), qualifier: row.qualifier });
}

function englishParts(row: IndicatorRow): { amount: string; brackets: string; moved: string } {
  const { before, unit } = unitParts(row.unit);
  const values = numbersOf(row);
  const falls = before === '下降' || (unit === '%' && values.every((n) => n < 0));
  const shown = falls ? values.map(Math.abs) : values;
  const original = isAsWritten(row, shown.map(String)) ? undefined : `“${plainQuotes(row.text)}”`;
  const { amount, brackets } = englishAmount(shown, unit, original);
  const moved = falls ? 'a fall of ' : before === '提高' ? 'a rise of ' : '';
  return { amount, brackets, moved };
}

/** A qualifier's words that have no English, as `englishQualified` quotes them. */
const QUOTED = / \(“[^”]*”\)/g;
/** What a cell says of words without a number that have no English. */
const IN_WORDS = 'in words';

/**
 * The figure of a row for a cell of an English table: as `valueText` tells it, without the original, which the quote shows. A
 * qualifier that has no English is an ellipsis, so that nothing seems to be stated more plainly than it is.
 */
export function englishCell(row: IndicatorRow): string {
  if (row.value === null && row.low === null) return englishPhrase(row.qualifier) ?? IN_WORDS;
  const { amount, moved } = englishParts(row);
  return englishQualified({ amount, brackets: '', qualifier: row.qualifier, moved }).replace(QUOTED, ' …');
}

/** Inner quotation marks turned to single ones, so that the outer pair stays the only double one. */
export function plainQuotes(text: string): string {
  return text.replace(/[“"「『]/g, '‘').replace(/[”"」』]/g, '’');
}

/** `2020年地区生产总值增速目标`, `2020 target for GDP growth`. */
export function figureLabel(indicator: Indicator, kind: FigureKind, year: number, language: Language): string {
  if (language === 'zh') return `${year}年${indicator.zh}${kind === 'target' ? '目标' : ''}`;
  return kind === 'target'
    ? `${year} target for ${lowerFirst(indicator.en)}`
    : `${year} result for ${lowerFirst(indicator.en)}`;
}

/** How a told figure may be called in either language. */
export function labelsOf({ indicator, kind, year }: { indicator: string; kind: FigureKind; year: number }): string[] {
  const known = indicatorOf(indicator);
  if (!known) return [];
  return (['zh', 'en'] as const)
    .flatMap((language) => [figureLabel(known, kind, year, language), language === 'zh' ? known.zh : known.en])
    .concat(figureLabel(known, kind, year, 'en').replace(String(year), '').trim());
}

/** `GDP growth` stays, `Surveyed unemployment` becomes `surveyed unemployment`. */
function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

/** The region's name in the language of the answer; unknown names stay, in brackets in English. */
export function regionText(name: string, language: Language): string {
  if (language === 'zh') return name;
  return englishName(name) ?? `[${name}]`;
}

/** Short name for lists: `湖南` for `湖南省`. */
export function shortRegion(name: string, language: Language): string {
  return language === 'zh' ? (regionByName(name)?.short ?? name) : regionText(name, language);
}
