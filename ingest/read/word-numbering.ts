/** The numbers that Word draws in front of paragraphs: they are text that the reader sees, but stand in no paragraph. */
import { type Attributes, readXml } from './xml.ts';

/** What a paragraph, or its style, says of its list. */
export interface ListPlace {
  /** List; `0` takes a paragraph out of the list of its style. */
  list?: string;
  level?: number;
}

/** A style, as far as it matters for the text. */
export interface Style {
  name: string;
  basedOn?: string;
  place: ListPlace;
}

interface Level {
  start: number;
  format: string;
  /** `第%1章`: %1 stands for the number of the first level. */
  text: string;
  suffix: 'tab' | 'space' | 'nothing';
  /** All numbers in it are written 1, 2, 3. */
  plain: boolean;
  /** Level (from 1) after which it starts again; 0: never. */
  restart: number | undefined;
  style: string | undefined;
}

interface List {
  abstract: string;
  starts: Map<number, number>;
  levels: Map<number, Level>;
}

/** Levels of a list, as the format has them. */
const LEVELS = 9;

/** Counts the lists of one document. Give it the paragraphs in their order. */
export class Numbering {
  readonly #abstracts = new Map<string, { levels: Map<number, Level>; link?: string }>();
  readonly #lists = new Map<string, List>();
  readonly #styles: ReadonlyMap<string, Style>;
  readonly #counts = new Map<string, (number | undefined)[]>();
  readonly #begun = new Set<string>();

  /** `part`: the bytes of `numbering.xml`; without them no paragraph has a number. */
  constructor(part: Uint8Array | undefined, styles: ReadonlyMap<string, Style>) {
    this.#styles = styles;
    if (part) this.#read(part);
  }

  /** The mark in front of the next paragraph, with the blank behind it; empty where it has none. */
  next(own: ListPlace, style: string | undefined): string {
    const styled = this.#placeOf(style);
    const id = own.list ?? styled.list;
    const list = id === undefined || id === '0' ? undefined : this.#lists.get(id);
    if (!id || !list) return '';
    const levels = this.#levelsOf(list);
    const at = own.level ?? styled.level ?? levelOfStyle(levels, style) ?? 0;
    const level = list.levels.get(at) ?? levels.get(at);
    if (!level) return '';
    const counts = this.#count(id, list, levels, at, level);
    return level.format === 'bullet' ? bullet(level) : numberOf(level, counts, (n) => levels.get(n));
  }

  #count(id: string, list: List, levels: Map<number, Level>, at: number, level: Level): (number | undefined)[] {
    const counts = this.#counts.get(list.abstract) ?? new Array<number | undefined>(LEVELS).fill(undefined);
    this.#counts.set(list.abstract, counts);
    // A list that says where to start does so once; else it goes on with the count of the lists of its kind.
    for (const [place, start] of list.starts) {
      if (!this.#begun.has(`${id} ${place}`) && place >= at) counts[place] = start - 1;
      if (place === at) this.#begun.add(`${id} ${place}`);
    }
    for (let above = 0; above < at; above++) counts[above] ??= levels.get(above)?.start ?? 1;
    counts[at] = (counts[at] ?? level.start - 1) + 1;
    for (let below = at + 1; below < LEVELS; below++) {
      const restart = levels.get(below)?.restart;
      if (restart === undefined || (restart > 0 && at < restart)) counts[below] = undefined;
    }
    return counts;
  }

  #placeOf(style: string | undefined): ListPlace {
    let place: ListPlace = {};
    let name = style;
    for (let hops = 0; name !== undefined && hops < 20; hops++) {
      const found = this.#styles.get(name);
      place = { ...found?.place, ...place };
      name = found?.basedOn;
    }
    return place;
  }

  /** The levels of a list; those of another one where it is linked to a style that has them. */
  #levelsOf({ abstract }: List): Map<number, Level> {
    const own = this.#abstracts.get(abstract);
    const link = own?.link === undefined ? undefined : this.#styles.get(own.link)?.place.list;
    const linked = link === undefined ? undefined : this.#abstracts.get(this.#lists.get(link)?.abstract ?? '');
    return (own && own.levels.size === 0 && linked ? linked.levels : own?.levels) ?? new Map();
  }

  #read(part: Uint8Array): void {
    let levels: Map<number, Level> | undefined;
    let level: Level | undefined;
    let abstract = { levels: new Map<number, Level>() } as { levels: Map<number, Level>; link?: string };
    let list: List | undefined;
    let place = 0;
    readXml(part, {
      open: (name, attributes, parent) => {
        const value = attributes('val');
        if (name === 'abstractNum') {
          abstract = { levels: new Map() };
          levels = abstract.levels;
          this.#abstracts.set(attributes('abstractNumId') ?? '', abstract);
        } else if (name === 'numStyleLink' && value !== undefined) abstract.link = value;
        else if (name === 'num') {
          list = { abstract: '', starts: new Map(), levels: new Map() };
          levels = list.levels;
          this.#lists.set(attributes('numId') ?? '', list);
        } else if (name === 'abstractNumId' && list) list.abstract = value ?? '';
        else if (name === 'lvlOverride') place = levelNumber(attributes);
        else if (name === 'startOverride' && list) list.starts.set(place, Number(value ?? 1));
        else if (name === 'lvl') {
          level = {
            start: 1,
            format: 'decimal',
            text: '',
            suffix: 'tab',
            plain: false,
            restart: undefined,
            style: undefined,
          };
          levels?.set(levelNumber(attributes), level);
        } else if (level) setLevel(level, name, value, parent);
        return true;
      },
      close: (name) => {
        if (name === 'lvl') level = undefined;
      },
      text: () => {},
    });
  }
}

function levelNumber(attributes: Attributes): number {
  return Math.min(LEVELS - 1, Math.max(0, Number(attributes('ilvl') ?? 0) || 0));
}

function setLevel(level: Level, name: string, value: string | undefined, parent: string): void {
  if (name === 'start') level.start = Number(value ?? 1) || 0;
  // Newer formats stand in a choice whose plain form comes last; Chinese ones are all plain.
  else if (name === 'numFmt' && parent === 'lvl') level.format = value ?? 'decimal';
  else if (name === 'lvlText') level.text = value ?? '';
  else if (name === 'suff') level.suffix = value === 'space' || value === 'nothing' ? value : 'tab';
  else if (name === 'isLgl') level.plain = value !== '0' && value !== 'false';
  else if (name === 'lvlRestart') level.restart = Number(value ?? 0);
  else if (name === 'pStyle') level.style = value;
}

function levelOfStyle(levels: Map<number, Level>, style: string | undefined): number | undefined {
  if (style === undefined) return undefined;
  for (const [at, level] of levels) if (level.style === style) return at;
  return undefined;
}

function numberOf(level: Level, counts: (number | undefined)[], levelAt: (n: number) => Level | undefined): string {
  const mark = level.text.replace(/%([1-9])/g, (_, digit: string) => {
    const at = Number(digit) - 1;
    return written(counts[at] ?? 1, level.plain ? 'decimal' : (levelAt(at)?.format ?? 'decimal'));
  });
  // A blank keeps `1.` from running into a figure; behind wide punctuation it would only be a gap.
  const blank = level.suffix === 'nothing' || mark === '' || /[、。，．：）】》]$/.test(mark) ? '' : ' ';
  return mark + blank;
}

/** A sign of a symbol font has no meaning outside it. */
function bullet({ text, suffix }: Level): string {
  const sign = /[\ue000-\uf8ff]/.test(text) ? '•' : text;
  return sign.trim() === '' ? '' : sign + (suffix === 'nothing' ? '' : ' ');
}

const CHINESE = '〇一二三四五六七八九';
const LEGAL = '零壹贰叁肆伍陆柒捌玖';
const STEMS = '甲乙丙丁戊己庚辛壬癸';
const BRANCHES = '子丑寅卯辰巳午未申酉戌亥';

/** A number as a format of Word writes it (ECMA-376 part 1, 17.18.59), those of Chinese documents; else 1, 2, 3. */
function written(n: number, format: string): string {
  switch (format) {
    case 'none':
      return '';
    case 'chineseCounting':
    case 'chineseCountingThousand':
    case 'japaneseCounting':
    case 'taiwaneseCounting':
    case 'taiwaneseCountingThousand':
      return counted(n, CHINESE, '十百千');
    case 'chineseLegalSimplified':
    case 'ideographLegalTraditional':
      return counted(n, LEGAL, '拾佰仟');
    case 'ideographDigital':
    case 'japaneseDigitalTenThousand':
    case 'taiwaneseDigital':
      return [...String(n)].map((digit) => CHINESE[Number(digit)]).join('');
    case 'ideographTraditional':
      return STEMS[n - 1] ?? String(n);
    case 'ideographZodiac':
      return BRANCHES[n - 1] ?? String(n);
    case 'decimalEnclosedCircle':
    case 'decimalEnclosedCircleChinese':
      return n >= 1 && n <= 20 ? String.fromCharCode(0x245f + n) : String(n);
    case 'decimalEnclosedParen':
      return n >= 1 && n <= 20 ? String.fromCharCode(0x2473 + n) : `(${n})`;
    case 'decimalEnclosedFullstop':
      return n >= 1 && n <= 20 ? String.fromCharCode(0x2487 + n) : `${n}.`;
    case 'decimalFullWidth':
    case 'decimalFullWidth2':
      return String(n).replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)));
    case 'decimalZero':
      return String(n).padStart(2, '0');
    case 'upperLetter':
      return lettered(n, 65);
    case 'lowerLetter':
      return lettered(n, 97);
    case 'upperRoman':
      return roman(n);
    case 'lowerRoman':
      return roman(n).toLowerCase();
    default:
      return String(n);
  }
}

/** 十一, 二十, 一百〇五: no list has more than some hundred items. */
function counted(n: number, digits: string, units: string): string {
  if (n <= 0 || n > 9999 || !Number.isInteger(n)) return String(n);
  let text = '';
  const places = String(n);
  for (let i = 0; i < places.length; i++) {
    const digit = Number(places[i]);
    const unit = places.length - i - 1;
    if (digit > 0) text += (digits[digit] as string) + (unit > 0 ? (units[unit - 1] as string) : '');
    else if (text !== '' && !text.endsWith(digits[0] as string) && Number(places.slice(i)) > 0) text += digits[0];
  }
  return text.replace(/^[一壹](?=[十拾])/, '');
}

/** a ... z, aa, bb, as Word goes on. */
function lettered(n: number, first: number): string {
  if (n < 1 || n > 780) return String(n);
  return String.fromCharCode(first + ((n - 1) % 26)).repeat(Math.ceil(n / 26));
}

const ROMAN: [number, string][] = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
];

function roman(n: number): string {
  if (n < 1 || n > 3999) return String(n);
  let [text, left] = ['', n];
  for (const [value, sign] of ROMAN) {
    while (left >= value) {
      text += sign;
      left -= value;
    }
  }
  return text;
}
