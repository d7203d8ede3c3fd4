/** `npm run test:api`: at least 2,000 requests made of the OpenAPI document; prints what is wrong, exit code 1 where anything is. */
import { findTool } from '../tools.ts';
import { testApi } from './schemathesis.ts';

/** Made 2,261 requests of the 37 operations there were. */
const EXAMPLES = 30;
const ENOUGH = 2000;

const schemathesis = findTool('schemathesis');
if (schemathesis === undefined) {
  console.error('schemathesis is not on this machine; test/fetch-tools.sh brings it');
  process.exit(1);
}
const seed = Number(process.argv[2] ?? Math.floor(Math.random() * 1e9));
const phases = ['examples', 'coverage', 'fuzzing'];
const { cases, failures, said } = await testApi({ schemathesis, examples: EXAMPLES, phases, seed });
if (failures.length > 0 || process.argv.includes('--verbose')) console.log(said);
console.log(`${cases} cases, ${failures.length} kinds of failures (seed ${seed})`);
for (const { title, operation, count } of failures) console.log(`- ${title} (${count}): ${operation.slice(0, 500)}`);
process.exitCode = failures.length > 0 || cases < ENOUGH ? 1 : 0;
