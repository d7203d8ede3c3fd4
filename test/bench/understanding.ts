/** What was understood, against labels: regions, years, target or result, intent. */
import type { Answer } from '../../server/model.ts';
import { percentOf } from './numbers.ts';

/** A line of test/golden/understood.jsonl; what the question leaves open is absent. */
export interface Label {
  id: string;
  /** Full names that the question names, with its history; none for all regions. */
  regions: string[];
  years: number[];
  kind?: 'target' | 'result' | 'both';
  intent?: string;
}

export interface UnderstandingScore {
  n: number;
  /** Percentages of questions whose set is exactly the labelled one; `kind` and `intent` of those labelled. */
  regions: number | null;
  years: number | null;
  kind: number | null;
  intent: number | null;
  wrong: string[];
}

/** Compares sets, order aside. Questions without an answer or a label are left out. */
export function scoreUnderstanding(
  labels: Label[],
  answers: ReadonlyMap<string, { understood?: Answer['understood'] | undefined }>,
): UnderstandingScore {
  const counts = { regions: [0, 0], years: [0, 0], kind: [0, 0], intent: [0, 0] };
  const wrong: string[] = [];
  let n = 0;
  for (const label of labels) {
    const understood = answers.get(label.id)?.understood;
    if (!understood) continue;
    n++;
    const compare = (field: keyof typeof counts, wanted: unknown, got: unknown): void => {
      const [right = 0, of = 0] = counts[field];
      const same = JSON.stringify(wanted) === JSON.stringify(got);
      counts[field] = [right + Number(same), of + 1];
      if (!same) wrong.push(`${label.id} ${field}: ${JSON.stringify(got)}; expected ${JSON.stringify(wanted)}`);
    };
    compare('regions', [...label.regions].sort(), [...understood.regions].sort());
    compare('years', [...label.years].sort(), [...understood.years].sort());
    if (label.kind !== undefined) compare('kind', label.kind, understood.kind);
    if (label.intent !== undefined) compare('intent', label.intent, understood.intent);
  }
  const percent = ([right = 0, of = 0]: number[]): number | null => percentOf(right, of);
  return {
    n,
    regions: percent(counts.regions),
    years: percent(counts.years),
    kind: percent(counts.kind),
    intent: percent(counts.intent),
    wrong,
  };
}

export function understandingText({ n, regions, years, kind, intent }: UnderstandingScore): string {
  return `Understood: ${n} labelled; regions ${regions}%, years ${years}%, target or result ${kind}%, intent ${intent}%`;
}
