/** Terms, indicators and departments of the reports in English, where data name them surely enough to be told as a name. */
import departments from '../../data/departments.json' with { type: 'json' };
import { INDICATORS } from '../../ingest/indicators/catalogue.ts';
import { englishName, regionByName } from '../../ingest/regions.ts';
import { englishTerms } from '../question/glossary.ts';

const byTerm = new Map<string, string>();
// Of several English phrases for one term the longest says most; an indicator's name goes before all.
for (const [english, terms] of [...englishTerms].reverse())
  for (const term of terms) if (term.length > 1) byTerm.set(term, english);
for (const { zh, en } of INDICATORS) byTerm.set(zh, en.charAt(0).toLowerCase() + en.slice(1));

/** The English of a term of the glossary, or of an indicator's name; null for any other word. */
export function termInEnglish(term: string): string | null {
  return byTerm.get(term) ?? null;
}

const OWNERS: [RegExp, string][] = [
  [/^省委/, 'Provincial Party Committee '],
  [/^市委/, 'Municipal Party Committee '],
  [/^省政府/, 'Provincial Government '],
  [/^国网/, 'State Grid '],
  [/^省/, 'Provincial '],
  [/^市/, 'Municipal '],
  [/^自治区/, 'Regional '],
];

/** `Provincial Department of Finance` for 省财政厅, `Changsha Customs` for 长沙海关; null for what is no department. */
export function departmentInEnglish(name: string): string | null {
  for (const [pattern, owner] of [...OWNERS, [/^/, ''] as [RegExp, string]]) {
    if (!pattern.test(name)) continue;
    const rest = name.replace(pattern, '');
    const known = (departments as Record<string, string>)[rest];
    if (known !== undefined) return owner + known;
    for (let at = rest.length - 2; at >= 2; at--) {
      const region = regionByName(rest.slice(0, at));
      const office = (departments as Record<string, string>)[rest.slice(at)];
      if (region && office !== undefined) return `${owner}${englishName(region.name)} ${office}`;
    }
  }
  return null;
}
