import type { Indicator } from '../../ingest/indicators/catalogue.ts';
import type { FigureKind, IndicatorRow } from '../../ingest/model.ts';
import { englishName, regionByName } from '../../ingest/regions.ts';
import type { Language } from '../model.ts';

/** A figure in words, with what was computed on the way (unit conversions), for the check. */
export interface FigureText {
  text: string;
  derived: { text: string; recompute: () => string }[];
}

/** Chinese qualifiers in English, longest first. `%s` is the figure. */
const ENGLISH_QUALIFIERS: [RegExp, string][] = [
  [/力争.*以上/, 'striving for %s or more'],
  [/力争.*左右/, 'striving for about %s'],
  [/不低于/, 'no less than %s'],
  [/不超过/, 'no more than %s'],
  [/以上|超过|突破|高于/, '%s or more'],
  [/以内|之内/, 'within %s'],
  [/以下|低于/, 'below %s'],
  [/左右|约/, 'about %s'],
  [/力争/, 'striving for %s'],
];

/** Words that stand before the figure rather than after it. */
const LEADING =
  /^(力争|不低于|不少于|不高于|不超过|小于|大于|接近|逾|近|超|超过|突破|高于|低于|确保|实际|同口径|达到|有望达|预计|约|控制在)/;

/** What Chinese units mean in English: a factor and a name. */
const ENGLISH_UNITS: Record<string, { factor: number; name: string }> = {
  万人: { factor: 1e4, name: 'people' },
  人: { factor: 1, name: 'people' },
  万人次: { factor: 1e4, name: 'person-times' },
  亿人次: { factor: 1e8, name: 'person-times' },
  亿元: { factor: 1e8, name: 'yuan' },
  万亿元: { factor: 1e12, name: 'yuan' },
  万元: { factor: 1e4, name: 'yuan' },
  元: { factor: 1, name: 'yuan' },
  亿美元: { factor: 1e8, name: 'US dollars' },
  亿斤: { factor: 5e7, name: 'kilograms' },
  万吨: { factor: 1e4, name: 'tonnes' },
  亿吨: { factor: 1e8, name: 'tonnes' },
  万亩: { factor: 1e4, name: 'mu' },
  万户: { factor: 1e4, name: 'households' },
  户: { factor: 1, name: 'households' },
  万套: { factor: 1e4, name: 'homes' },
  万个: { factor: 1e4, name: '' },
  个: { factor: 1, name: '' },
  家: { factor: 1, name: '' },
  公里: { factor: 1, name: 'km' },
  万公里: { factor: 1e4, name: 'km' },
  件: { factor: 1, name: 'items' },
  张: { factor: 1, name: 'beds' },
  万张: { factor: 1e4, name: 'beds' },
  万头: { factor: 1e4, name: 'head' },
  天: { factor: 1, name: 'days' },
  岁: { factor: 1, name: 'years' },
  '微克/立方米': { factor: 1, name: 'micrograms per cubic metre' },
};

/** The figure of a row in words: `7.5%左右`, `6%-6.5%`, `下降3%`, `与经济增长基本同步`; in English `about 7.5%`. */
export function valueText(row: IndicatorRow, language: Language): FigureText {
  if (row.value === null && row.low === null) {
    const words = row.qualifier || row.text;
    return { text: language === 'zh' ? words : `no figure, only the words “${plainQuotes(words)}”`, derived: [] };
  }
  return language === 'zh' ? { text: chineseValue(row), derived: [] } : englishValue(row);
}

function numbersOf(row: IndicatorRow): number[] {
  return row.value !== null ? [row.value] : [row.low ?? 0, row.high ?? row.low ?? 0];
}

function chineseValue(row: IndicatorRow): string {
  const quote = row.text.normalize('NFKC').replace(/\s/g, '');
  const falls = row.unit !== '%（下降）' && numbersOf(row).every((n) => n < 0);
  const numbers = numbersOf(row).map((n) => String(falls ? -n : n));
  // A converted figure (67610人 told as 6.761万人) is not the report's own; then the report's words are shown.
  if (!numbers.every((n) => quote.includes(n))) return row.text;
  const { before, unit } = unitParts(row.unit);
  const figure = `${falls ? '下降' : before}${numbers.map((n) => n + (unit === '%' ? '%' : '')).join('-')}${unit === '%' ? '' : unit}`;
  return qualified(figure, row.qualifier);
}

function unitParts(unit: string): { before: string; unit: string } {
  const match = /^(.*?)（(下降|提高)）$/.exec(unit);
  return match ? { before: match[2] ?? '', unit: match[1] ?? '' } : { before: '', unit };
}

function qualified(figure: string, qualifier: string): string {
  if (qualifier === '') return figure;
  const gap = qualifier.indexOf('…');
  if (gap >= 0) return qualifier.slice(0, gap) + figure + qualifier.slice(gap + 1);
  return LEADING.test(qualifier) ? qualifier + figure : figure + qualifier;
}

function englishValue(row: IndicatorRow): FigureText {
  const derived: FigureText['derived'] = [];
  const { before, unit } = unitParts(row.unit);
  const values = numbersOf(row);
  const falls = unit === '%' && before === '' && values.every((n) => n < 0);
  const shown = falls ? values.map((n) => -n) : values;
  let figure: string;
  if (unit === '%') figure = shown.map((n) => `${n}%`).join('-');
  else if (unit === '个百分点' || unit === '百分点') figure = `${shown.join('-')} percentage points`;
  else {
    const known = ENGLISH_UNITS[unit];
    const convert = (n: number): string => String(Math.round(n * (known?.factor ?? 1) * 1000) / 1000);
    const text = shown.map((n) => grouped(convert(n))).join('-');
    if (known && known.factor !== 1)
      derived.push({
        text,
        recompute: () =>
          numbersOf(row)
            .map((n) => grouped(convert(Math.abs(n))))
            .join('-'),
      });
    figure = `${text}${known ? (known.name ? ` ${known.name}` : '') : ''}`;
    if (known?.factor !== 1) figure += ` (${shown.join('-')}${unit})`;
  }
  if (falls || before === '下降') figure = `a fall of ${figure}`;
  if (before === '提高') figure = `a rise of ${figure}`;
  const pattern = ENGLISH_QUALIFIERS.find(([zh]) => zh.test(row.qualifier))?.[1] ?? '%s';
  return { text: pattern.replace('%s', figure), derived };
}

/** `420000` as `420,000`. */
function grouped(number: string): string {
  const [whole = '', part] = number.split('.');
  return whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',') + (part === undefined ? '' : `.${part}`);
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
