/** Run by `server/start.mjs` where what it starts has not been built yet. */
import { buildForStart } from './build.ts';

await buildForStart(process.argv[2] as string);
