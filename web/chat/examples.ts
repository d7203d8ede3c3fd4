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
    language === 'en' ? (report.regionEnglish ?? report.region ?? '') : short(report.region ?? '');
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
      `${name(city)}${city.year - 1}年的经济增长了多少？`,
      `By how much did the economy of ${name(city)} grow in ${city.year - 1}?`,
    );
  if (division)
    add(
      `${name(division)}${division.year ?? ''}年的乡村振兴任务由哪些部门牵头？`,
      `Which departments lead rural revitalisation in ${name(division)} in ${division.year ?? ''}?`,
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

/** `安徽` for `安徽省`; longer endings (自治区) keep their name, which people say in many ways. */
function short(region: string): string {
  return region.length > 2 && /[省市]$/.test(region) && region.length <= 4 ? region.slice(0, -1) : region;
}
