/** The command of `npm run api-types`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../ingest/program.ts';
import { openApi } from './document.ts';
import { apiTypes } from './typescript.ts';

writeFileSync(join(projectRoot, 'web/server-types.ts'), apiTypes(openApi()));
