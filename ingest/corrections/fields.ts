/** What can be corrected by hand about a document or a report: the fields, and what is expected of each. */
import { z } from 'zod';

const text = z.string().trim().min(1).max(200);

/** One entry a field: how it is read, and what a person should have written. */
const fields = {
  region: { schema: text, expected: 'the name of a region such as "安徽省" or "株洲市"' },
  parent: { schema: text, expected: 'the name of the region above, such as "湖南省"' },
  level: {
    schema: z.enum(['nation', 'province', 'city', 'county', 'department']),
    expected: '"nation", "province", "city", "county" or "department"',
  },
  year: { schema: z.number().int().min(1949).max(2100), expected: 'the year that the report plans for, such as 2020' },
  kind: {
    schema: z.enum(['report', 'division', 'digest', 'other']),
    expected: '"report", "division", "digest" or "other"',
  },
  title: { schema: text, expected: 'a title' },
  speaker: { schema: text, expected: 'a name' },
  date: { schema: z.iso.date(), expected: 'a day such as "2020-01-12"' },
  partial: { schema: z.boolean(), expected: 'true or false' },
  ignore: { schema: z.boolean(), expected: 'true (the document is left out) or false' },
} satisfies Record<string, { schema: z.ZodType; expected: string }>;

export type CorrectedField = keyof typeof fields;
export type CorrectedFields = { [Name in CorrectedField]?: z.output<(typeof fields)[Name]['schema']> };

type NullableFields = { [Name in CorrectedField]: z.ZodOptional<z.ZodNullable<(typeof fields)[Name]['schema']>> };

/** What `PATCH /api/documents/:id` takes; null takes a correction back. */
export const correctionSchema = z.strictObject({
  report: z
    .string()
    .nullable()
    .optional()
    .meta({ description: 'Name of one report in it; absent for the whole document' }),
  ...(Object.fromEntries(
    Object.entries(fields).map(([name, { schema, expected }]) => [
      name,
      schema
        .nullable()
        .optional()
        .meta({ description: `Expected ${expected}` }),
    ]),
  ) as NullableFields),
});

/** One corrected field of a document, or of one report in it. */
export interface Correction {
  document: string;
  /** Name of the report in the document; null for all of it. */
  report: string | null;
  field: CorrectedField;
  value: string | number | boolean;
  /** `catalog`: `catalog.json` in the folder of reports. `page`: made in the page or by the API, kept in `STATE_DIR`. */
  from: 'catalog' | 'page';
}

export const correctedFields = Object.keys(fields) as CorrectedField[];

/** What is wrong with a value for a field that there is; the words for it, and what was expected. */
export function faultOf(field: string, value: unknown): string {
  if (!Object.hasOwn(fields, field)) return `there is no field "${field}"; known are ${correctedFields.join(', ')}`;
  return `"${field}" is ${JSON.stringify(value)}; expected ${fields[field as CorrectedField].expected}`;
}

/** The value as it is kept, or what was expected instead of it. `field` may be any word. */
export function checkField(
  field: string,
  value: unknown,
): { field: CorrectedField; value: Correction['value'] } | { fault: string } {
  if (!Object.hasOwn(fields, field)) return { fault: faultOf(field, value) };
  const known = field as CorrectedField;
  const parsed = (fields[known].schema as z.ZodType<Correction['value']>).safeParse(value);
  return parsed.success ? { field: known, value: parsed.data } : { fault: faultOf(field, value) };
}

/** The corrected fields of one report and where each comes from: the page goes before the catalog, the report before the document. */
export function fieldsFor(
  corrections: readonly Correction[],
  report: string,
): { fields: CorrectedFields; from: { [Name in CorrectedField]?: Correction['from'] } } {
  const applying = corrections
    .filter((one) => one.report === null || one.report === report)
    .sort((a, b) => weightOf(a) - weightOf(b));
  return {
    fields: Object.fromEntries(applying.map(({ field, value }) => [field, value])) as CorrectedFields,
    from: Object.fromEntries(applying.map(({ field, from }) => [field, from])),
  };
}

function weightOf({ from, report }: Correction): number {
  return (from === 'page' ? 2 : 0) + (report === null ? 0 : 1);
}
