/** The reports' own words for English and everyday ones, from `data/glossary.json`. */
import data from '../../data/glossary.json' with { type: 'json' };

/** Known misspellings with what is meant: `[["农明工", "农民工"]]`. */
export const spellings = data.spellings as [string, string][];

/** English phrases in lower case with the reports' words, longest phrase first. */
export const englishTerms: readonly [string, string[]][] = longestFirst(data.english as Record<string, string[]>);

/** Everyday and dialect Chinese with the reports' words, longest first. */
export const everydayTerms: readonly [string, string[]][] = longestFirst(data.everyday as Record<string, string[]>);

const synonymGroups = (data.synonyms as string[][]).map((group) => group.map((name) => name.toLowerCase()));

/** Other names that reports and people use for the same thing; none for a name that has none. */
export function synonymsOf(name: string): string[] {
  const plain = name.toLowerCase();
  return [...new Set(synonymGroups.filter((group) => group.includes(plain)).flat())].filter((other) => other !== plain);
}

function longestFirst(entries: Record<string, string[]>): [string, string[]][] {
  return Object.entries(entries).sort((a, b) => b[0].length - a[0].length);
}
