/** What a question was taken to mean, with everything that answering needs. Types only. */
import type { Language, Understood } from '../model.ts';

/** A stretch of the normalised question. */
export interface Mention {
  text: string;
  start: number;
  end: number;
}

export type RegionNaming =
  | 'full'
  | 'short'
  | 'abbreviation'
  | 'alias'
  | 'english'
  | 'pinyin'
  | 'typo'
  | 'group'
  /** A part or county of the region: 陕北, 醴陵, 雄安新区. */
  | 'place'
  | 'history'
  | 'filter';

export interface NamedRegion extends Mention {
  /** Full name, as named: `长沙市` even where its province answers. */
  region: string;
  naming: RegionNaming;
  /** `东北三省` where the region was named by a group. */
  group: string | null;
}

/** A region that the question names and no report speaks for. */
export interface UnknownRegion {
  /** Full name (`四川省`), country (`日本`) or `全国`. */
  name: string;
  /** As the question has it. */
  text: string;
}

/** A city (or place) without a report of its own, answered from its province's (or city's). */
export interface CityFallback {
  /** `长沙市`, `醴陵`. */
  city: string;
  /** Full name of the region whose reports answer. */
  region: string;
}

export type YearNaming =
  /** 2019年, 2019, 二〇一九年, 19年. */
  | 'explicit'
  /** 今年, 去年, 明年, last year; counted from the year named, the conversation's, or the newest report's. */
  | 'relative'
  /** 到2022年, by 2025: a horizon that a report of another year can state. */
  | 'horizon'
  /** 2020年政府工作报告: the report, not the year spoken of. */
  | 'report'
  | 'history'
  | 'filter';

export interface NamedYear extends Mention {
  year: number;
  naming: YearNaming;
}

/** 十三五, 过去五年: a stretch of years that limits nothing. */
export interface NamedPeriod extends Mention {
  from: number;
  to: number;
}

/** Parts of reports that can speak of what is asked; `year` is the report's year. */
export interface ReportScope {
  year: number;
  timing: 'plan' | 'review' | 'any';
}

export interface Threshold {
  operator: 'at-least' | 'more-than' | 'at-most' | 'less-than' | 'equal' | 'between';
  /** In the unit as written: 120 for 120万人. */
  value: number;
  /** Upper end of `between`. */
  high: number | null;
  /** `%`, `万人`, `亿元`; empty where none is written. */
  unit: string;
  text: string;
}

/** What is to be done with the figures of several regions. */
export interface Comparison {
  thresholds: Threshold[];
  /** 写成“6%左右”: the figure's qualifier must be this one; `''`: must have none; `左右或无`: either of these; null: any will do. */
  qualifier: string | null;
  /** The figure must be a range. `6% to 6.5%` in quotes or after "exactly". */
  exactly: boolean;
  /** 最高, 垫底, 前三, 第二高. `size` regions from that end, `place` the n-th alone. */
  ranks: { order: 'highest' | 'lowest' | 'best' | 'worst'; size: number; place: number | null; text: string }[];
  /** 几个省, how many provinces. */
  count: boolean;
  /** 一共, 加起来, total of the three. */
  sum: boolean;
  mean: boolean;
  /** 相差多少: the difference of two figures. */
  difference: boolean;
  /** Compares the target with the result of the year before (比去年, 高出, 提高). */
  change: null | { direction: 'higher' | 'lower' | 'same' | 'any'; by: number | null; unit: string };
  /** 上调, 下调, 不变 of a target against the year before's: which revisions are asked for; null where it is not asked. */
  revised: 'raised' | 'lowered' | 'same' | 'changed' | 'any' | null;
  /** 目标是区间: only figures that are ranges. */
  ranges: boolean;
  /** 目标完成了吗: which outcomes are asked for; null where it is not asked. */
  kept: 'any' | 'kept' | 'missed' | 'exceeded' | null;
  /** 数字经济提了多少次: the word whose mentions are counted; null where none is. */
  word: string | null;
  /** 没有提出, did not set: the regions whose report states no such figure. */
  statesNoFigure: boolean;
  /** 定了具体数字, gave a figure: the regions that state one, whatever it is. */
  statesFigure: boolean;
  /** 与上年持平, 与经济增长同步: words that stand in the place of a figure. */
  words: string[];
}

/** What a which-regions question looks for in the words of the reports. */
export interface Theme {
  /** Must stand in the text as they are: quoted words, names. Any one of them is a hit. */
  literals: string[];
  /** Other names of the same thing, from brackets and lists (导航应用、产业园 ...都算). */
  alternatives: string[];
  /** Words whose hits do not count (只写“电梯改造”的不算). */
  excluded: string[];
  /** Things that a report must all speak of (既…又…, 都写进); empty: any of the literals will do. */
  all: string[];
  /** A second group asked beside `all`: 只写了长城和长征、没提大运河的又有哪几个. */
  some: { held: string[]; lacking: string[] } | null;
  /** Things that the reports asked for do not speak of, beside those that they do. */
  lacking: string[];
  /** 谁没说: those that do not speak of it are told too. */
  tellsSilent: boolean;
  /** 申报, 筹建: words of getting a thing, of which one must stand beside it; empty: no matter what is done with it. */
  actions: string[];
  /** The bracketed notes themselves. */
  notes: string[];
  /** It is asked which texts speak of the thing (提到, 写到), not what is planned or done. */
  mentions: boolean;
  /** 没有提到: the regions whose report does not have it are asked for. */
  absent: boolean;
  /** 这四个字, 明确写到: nothing that only means the same counts. */
  strict: boolean;
}

/** The n-th item of a list: 第九件, its neighbour 前面那一件. */
export interface ItemOrdinal {
  /** From 1; -1 is the last. */
  ordinal: number;
  /** 件, 项, 条, 种 ...; empty in English. */
  measure: string;
  text: string;
}

/** One of the report's own words for what was asked. */
export interface Term {
  term: string;
  /** 1 for a sure translation or synonym, less for a looser one. */
  weight: number;
  /** What in the question (or history) it stands for. */
  source: string;
  from: 'glossary' | 'everyday' | 'indicator' | 'history' | 'dictionary' | 'name';
}

export interface Reading extends Understood {
  language: Language;
  /** The completed question: simplified characters, half-width letters and figures, known typos mended. */
  normalised: string;
  /** `normalised` without regions, years and what only asks; for ranking. */
  bare: string;
  namedRegions: NamedRegion[];
  /** Regions to search: those of `regions` for which there is a report; empty: everywhere (less `excluded`). */
  searchRegions: string[];
  /** Full names of regions that must not be among the answer's (除了重庆). */
  excluded: string[];
  unknownRegions: UnknownRegion[];
  cityFallback: CityFallback[];
  /** Where a named city has a report of its own: its province, to look there next. */
  widerRegions: string[];
  namedYears: NamedYear[];
  periods: NamedPeriod[];
  /** Asked years (horizons left out) that no report of any asked region can speak of. */
  uncoveredYears: number[];
  /** The same for each region asked. */
  uncovered: { region: string; year: number }[];
  /** Parts of reports that fit the years and kind; empty: no limit. */
  reportScopes: ReportScope[];
  /** The words that told target from result; `coverage` alone where only the reports' years did. */
  kindWords: string[];
  /** Indicators with what named them; `sure` is false where the words could also mean something else. */
  namedIndicators: (Mention & { indicator: string; sure: boolean })[];
  comparison: Comparison;
  theme: Theme;
  expandedTerms: Term[];
  items: ItemOrdinal[];
  /** 哪三个, 4个, 两件: how many things are asked for. */
  expectedCount: number | null;
  /** 哪个部门牵头: the answer is departments. */
  asksDepartments: boolean;
  /** A department that the question names (归省民政厅牵头): its tasks are asked for. */
  departments: string[];
  /** The name of the rule that told the intent. */
  intentRule: string;
  /** The turn leans on the turns before it. */
  followUp: boolean;
  /** The answer that a follow-up goes on from, of the same regions and years; empty where there is none. */
  before: string;
  /** 还有别的吗: what that answer did not say is asked for. */
  more: boolean;
}
