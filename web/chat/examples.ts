/** Example questions that the loaded reports can answer. */
import type { DocumentSummary, ReportSummary } from '../model.ts';

type Language = 'zh' | 'en';

/** Each says something of one kind of question; those that the loaded reports do not fit are left out. */
export function exampleQuestions(documents: DocumentSummary[], language: Language): string[] {
  const reports = documents.flatMap((document) => document.reports);
  const works = reports.filter(
    ({ kind, region, year, level }) => kind === 'report' && region !== null && year !== null && level === 'province',
  );
  const newest = Math.max(...works.map(({ year }) => year ?? 0));
  const current = works.filter(({ year }) => year === newest);
  const [first, second, third] = spread(current);
  const division = reports.find(({ kind, region }) => kind === 'division' && region !== null);
  const city = reports.find(
    ({ kind, level, region, year }) => kind === 'report' && level === 'city' && region !== null && year !== null,
  );
  const name = (report: ReportSummary): string =>
    language === 'en' ? (report.regionEnglish ?? report.region ?? '') : (report.regionShort ?? report.region ?? '');
  const questions: string[] = [];
  const add = (zh: string, en: string): void => void questions.push(language === 'zh' ? zh : en);

  if (first)
    add(`${name(first)}${newest}年GDP增长目标是多少？`, `What is the ${newest} GDP growth target of ${name(first)}?`);
  if (first && second && third) {
    add(
      `比较${name(first)}、${name(second)}、${name(third)}${newest}年的城镇新增就业目标`,
      `Compare the ${newest} urban new jobs targets of ${name(first)}, ${name(second)} and ${name(third)}`,
    );
    add(
      `哪些省份把${newest}年的GDP增长目标定在6%左右？`,
      `Which provinces set a ${newest} GDP growth target of about 6%?`,
    );
    add(
      `${name(second)}${newest}年怎样发展数字经济？`,
      `How does ${name(second)} plan to develop the digital economy in ${newest}?`,
    );
  }
  if (city?.year)
    add(
      `${name(city)}${city.year}年的经济增长目标是多少？`,
      `What growth target did ${name(city)} set for ${city.year}?`,
    );
  if (division)
    add(
      `${name(division)}${division.year ?? ''}年数字经济的任务由哪个部门牵头？`,
      `Which department leads the digital economy task in ${name(division)} in ${division.year ?? ''}?`,
    );
  if (questions.length === 0 && reports[0])
    add(`${reports[0].title}的主要内容是什么？`, `What does ${reports[0].title} say in the main?`);
  return questions;
}

/** Three of a list, far apart: neighbours in the alphabet make dull comparisons. */
function spread<Item>(items: Item[]): Item[] {
  const step = Math.floor(items.length / 3);
  return items.length <= 3 ? items : [0, 1, 2].flatMap((place) => items[place * step] ?? []);
}
