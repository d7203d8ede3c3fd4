/**
 * Stands in for `fflate` where a workbook is made. Its `zip` packs large files in workers that it makes of a text, which the
 * page's policy forbids (workbooks of 500 regions were never saved); packing 5 MB here takes less than half a second.
 */
import { type Zippable, zipSync } from 'fflate';

export { strToU8, zipSync } from 'fflate';

type Done = (error: Error | null, data: Uint8Array) => void;

/** As fflate's own, options left out or not. */
export function zip(files: Zippable, ...rest: [Done] | [object, Done]): void {
  const done = rest.at(-1) as Done;
  done(null, zipSync(files));
}
