/** What a load came to, as text. */
import type { Load } from './load.ts';

const ms = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;

export function loadTable(load: Load): string {
  const { health, questions, memory, errors } = load;
  const statuses = Object.entries(load.statuses).map(([status, count]) => `${status}: ${count}`);
  const perSecond = load.requests / load.minutes / 60;
  return [
    `Load: ${load.connections} connections for ${load.minutes} minutes, ${load.requests} requests (${perSecond.toFixed(0)} a second)`,
    `  answers by status      ${statuses.join(', ')}`,
    `  processor time         ${ms(load.processorMs)} of the server for a request`,
    `  other errors           ${errors.count}${errors.examples.map((one) => `\n    ${one}`).join('')}`,
    `  429, 503 without time  ${load.withoutRetryAfter}`,
    `  changed answers        ${load.changedAnswers.length}${load.changedAnswers.slice(0, 10).map(changeText).join('')}`,
    `  /api/health            median ${ms(health.p50)}, 99th percentile ${ms(health.p99)}, longest ${ms(health.longest)} (${health.count})`,
    `  questions              median ${ms(questions.p50)}, 99th percentile ${ms(questions.p99)}, longest ${ms(questions.longest)} (${questions.count})`,
    memory === null
      ? '  memory                 cannot be told here'
      : `  memory of the server   ${memory.warm.toFixed(0)} MB warm, ${memory.end.toFixed(0)} MB at the end (${(memory.growth * 100).toFixed(1)}%)`,
    `  errors in its log      ${load.logged.errors} (${load.logFile})${load.logged.examples.map((line) => `\n    ${line.slice(0, 300)}`).join('')}`,
    `  left after all went    ${load.leftAfterAbort} questions after 200 ms`,
    `  load of the machine    ${load.machineLoad.before.toFixed(1)} before, ${load.machineLoad.after.toFixed(1)} after (other programs' too)`,
  ].join('\n');
}

function changeText({ question, before, after }: Load['changedAnswers'][number]): string {
  return `\n    ${question}\n      before: ${before.replaceAll('\n', ' ')}\n      after:  ${after.replaceAll('\n', ' ')}`;
}
