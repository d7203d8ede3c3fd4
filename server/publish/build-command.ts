/** The command of `npm run build`. */
import { parseArgs } from 'node:util';
import { buildProgram } from './build.ts';

const { values } = parseArgs({ options: { platform: { type: 'string', multiple: true } } });
await buildProgram({ platforms: values.platform });
