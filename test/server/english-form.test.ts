/** English answers have no Chinese outside quotation marks and brackets, whatever is asked. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { INDICATORS } from '../../ingest/indicators/catalogue.ts';
import { regions } from '../../ingest/regions.ts';
import type { Engine } from '../../server/engine.ts';
import { selectRows } from '../../server/matrix/rows.ts';
import type { Answer } from '../../server/model.ts';
import { hasEnglishForm } from '../bench/judge.ts';
import { goldenQuestions } from './proof/claims.ts';
import { realEngine } from './real-index.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await realEngine();
}, 300_000);
afterAll(() => engine?.close());

const provinces = regions.filter(({ level }) => level === 'province').map(({ english }) => english);
const province = (at: number): string => provinces[at % provinces.length] as string;

/** One question for each indicator, in turn of several kinds and for another province. */
const ofFigures = INDICATORS.map(({ en }, at) => {
  const [one, other] = [province(at), province(at + 7)];
  const forms = [
    `What was ${one}'s 2020 target for ${en}?`,
    `What was ${one}'s 2019 result for ${en}?`,
    `Compare the ${en} of ${one} and ${other} in 2019.`,
    `Which provinces have the highest ${en} in 2019?`,
    `Which provinces state ${en} for 2020?`,
    `What is the total ${en} of ${one} and ${other}?`,
  ];
  return forms[at % forms.length] as string;
});

const TOPICS = ['digital economy', 'rural revitalisation', 'shale gas', 'old neighbourhoods', 'grain', 'education'];
const ofWords = TOPICS.flatMap((topic, at) => [
  `What does ${province(at)} plan for ${topic}?`,
  `Which provinces mention ${topic}?`,
  `How often do the reports mention ${topic}?`,
  `Who is responsible for ${topic} in Hunan?`,
  `Explain “${topic}”`,
  `What did ${province(at + 3)} and ${province(at + 9)} do about ${topic} in 2019?`,
]);

const ofParts = [
  'What are the main plans of Hebei in 2020?',
  'Summarise the review of Zhuzhou.',
  'What ten projects for the people does Henan list?',
  'What is the third of them?',
  'Did Hunan keep its GDP target of 2019?',
  'What is the GDP target of Sichuan?',
  'What will the weather in Beijing be tomorrow?',
  'What is the target of Anhui for 2031?',
  'What does “两不愁三保障” mean?',
  'Which department leads on “食品安全”?',
];

/** Everything of an answer that stands in the page as words. */
function said({ answer, missing, suggestions, table }: Answer): string[] {
  const cells = table?.rows.flatMap(({ cells: row }) => row.map(({ text }) => text)) ?? [];
  return [answer, ...missing.map(({ what }) => what), ...suggestions, ...cells];
}

test('hundreds of English questions are answered in the English form', async () => {
  const golden = goldenQuestions('dev.jsonl', 'own.jsonl')
    .filter(({ question }) => /[a-z]{3}/i.test(question) && !/^[\u4e00-\u9fff]/.test(question))
    .map(({ question }) => question);
  const questions = [...ofFigures, ...ofWords, ...ofParts, ...golden];
  expect(questions.length).toBeGreaterThan(200);
  const wrong: string[] = [];
  for (const question of questions) {
    const answer = await engine.ask({ question, language: 'en' });
    wrong.push(
      ...said(answer)
        .filter((text) => !hasEnglishForm(text))
        .map((text) => `${question} -> ${text}`),
    );
  }
  expect(wrong).toEqual([]);
}, 300_000);

test('Chinese questions asked for in English are answered in the English form', async () => {
  const wrong: string[] = [];
  for (const { question, history } of goldenQuestions('dev.jsonl')) {
    const answer = await engine.ask({ question, language: 'en', ...(history && { history }) });
    if (!hasEnglishForm(answer.answer)) wrong.push(`${question} -> ${answer.answer}`);
  }
  expect(wrong).toEqual([]);
}, 300_000);

test('every row of the matrix has an English cell without Chinese, with its numbers and what limits them', () => {
  const rows = selectRows(engine.index as NonNullable<Engine['index']>, {});
  expect(rows.length).toBeGreaterThan(1000);
  expect(
    rows.filter(({ english }) => english === '' || /[\u4e00-\u9fff]/.test(english)).map(({ text }) => text),
  ).toEqual([]);
  const limits: [RegExp, RegExp][] = [
    [/左右|约/, /about/],
    [/以上/, /or more/],
    [/以内/, /within/],
    [/低于|以下/, /below/],
    [/突破|超/, /more than/],
    [/力争/, /striving/],
  ];
  const lost = rows.filter(
    ({ value, low, qualifier, english }) =>
      (value ?? low) !== null && limits.some(([said, told]) => said.test(qualifier) && !told.test(english)),
  );
  expect(lost.map(({ qualifier, english }) => `${qualifier}: ${english}`)).toEqual([]);
  // Percentages are told as they are; a fall is told in words and positive.
  const percent = rows.filter(({ unit, value }) => unit === '%' && value !== null);
  expect(
    percent.filter(({ value, english }) => !english.includes(`${Math.abs(value ?? 0)}%`)).map(({ text }) => text),
  ).toEqual([]);
});
