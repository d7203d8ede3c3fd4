/**
 * The reports' own words for English and everyday ones: `data/glossary.json`, `data/english-terms.json` and `data/everyday-terms.json` (what
 * English questions and people call what reports write of), and `data/policy-terms.json` for the terms of policy of these
 * years, each with its English, the other names it goes by in reports and what people call it.
 */
import moreEnglish from '../../data/english-terms.json' with { type: 'json' };
import moreEveryday from '../../data/everyday-terms.json' with { type: 'json' };
import data from '../../data/glossary.json' with { type: 'json' };
import terms from '../../data/policy-terms.json' with { type: 'json' };

interface PolicyTerm {
  zh: string;
  en: string[];
  also?: string[];
  everyday?: string[];
}
const policyTerms = terms as PolicyTerm[];

/** What the terms add by one of their lists; what the glossary itself says stands. */
function withTerms(own: Record<string, string[]>, aliasesOf: (term: PolicyTerm) => string[]): Record<string, string[]> {
  const added: Record<string, string[]> = {};
  for (const term of policyTerms)
    for (const alias of aliasesOf(term)) {
      const words = added[alias] ?? [];
      words.push(term.zh);
      added[alias] = words;
    }
  return { ...added, ...own };
}

/** Two lists as one; what both have stands for the words of both. */
function joined(one: Record<string, string[]>, other: Record<string, string[]>): Record<string, string[]> {
  const all = { ...other };
  for (const [name, words] of Object.entries(one)) all[name] = [...new Set([...words, ...(other[name] ?? [])])];
  return all;
}

/** Known misspellings with what is meant: `[["农明工", "农民工"]]`. */
export const spellings = data.spellings as [string, string][];

/** English phrases in lower case with the reports' words, longest phrase first. */
export const englishTerms: readonly [string, string[]][] = longestFirst(
  withTerms(joined(data.english as Record<string, string[]>, moreEnglish), ({ en }) => en),
);

/** Everyday and dialect Chinese with the reports' words, longest first. */
export const everydayTerms: readonly [string, string[]][] = longestFirst(
  withTerms(joined(data.everyday as Record<string, string[]>, moreEveryday), ({ everyday = [] }) => everyday),
);

const synonymGroups = [
  ...(data.synonyms as string[][]),
  ...policyTerms.flatMap(({ zh, also = [] }) => (also.length > 0 ? [[zh, ...also]] : [])),
].map((group) => group.map((name) => name.toLowerCase()));

/** Other names that reports and people use for the same thing; none for a name that has none. */
export function synonymsOf(name: string): string[] {
  const plain = name.toLowerCase();
  return [...new Set(synonymGroups.filter((group) => group.includes(plain)).flat())].filter((other) => other !== plain);
}

function longestFirst(entries: Record<string, string[]>): [string, string[]][] {
  return Object.entries(entries).sort((a, b) => b[0].length - a[0].length);
}
