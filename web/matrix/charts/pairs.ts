/** Target against result: two dots a region on one line. */
import * as Plot from '@observablehq/plot';
import { language } from '../../language.ts';
import { shortRegionName } from '../../names.ts';
import { matrixWords } from '../words.ts';
import type { Palette } from './palette.ts';
import { type Point, shortFigure } from './points.ts';

const LINE = 26;
const AROUND = 56;
/** Narrower, the figures stand below the dots: beside them they would leave no room for the scale. */
const NARROW = 480;
const NARROW_LINE = 40;

export interface Pair {
  target: Point;
  result: Point;
}

export function pairs(all: Pair[], { unit, width, palette }: { unit: string; width: number; palette: Palette }) {
  const words = matrixWords();
  const drawn = all.filter(({ target, result }) => target.high !== null || result.high !== null);
  const both = drawn.filter(({ target, result }) => target.high !== null && result.high !== null);
  const y = ({ target }: Pair): string => shortRegionName(target.region);
  const said = ({ target, result }: Pair): string =>
    [
      target.high === null ? null : `${words.target} ${shortFigure(target)}`,
      result.high === null ? null : `${words.result} ${shortFigure(result)}`,
    ]
      .filter((part) => part !== null)
      .join(language() === 'zh' ? '，' : ', ');
  const value = ({ low, high }: Point): number | null => (low === null || high === null ? high : (low + high) / 2);
  const isNarrow = width < NARROW;
  return Plot.plot({
    width,
    height: AROUND + all.length * (isNarrow ? NARROW_LINE : LINE),
    marginLeft: language() === 'zh' ? 72 : 108,
    marginRight: isNarrow ? 16 : 170,
    x: { axis: 'top', label: unit, grid: true, nice: true },
    y: { label: null, domain: all.map(y), padding: 0.3 },
    marks: [
      Plot.ruleY(both, {
        x1: ({ target }: Pair) => value(target),
        x2: ({ result }: Pair) => value(result),
        y,
        stroke: palette.soft,
        strokeWidth: 2,
      }),
      // A range is a line from end to end behind its dot.
      Plot.ruleY(
        drawn.filter(({ target }) => target.low !== target.high),
        {
          x1: ({ target }: Pair) => target.low,
          x2: ({ target }: Pair) => target.high,
          y,
          stroke: palette.second,
          strokeWidth: 6,
          strokeOpacity: 0.4,
        },
      ),
      Plot.dot(
        drawn.filter(({ result }) => result.high !== null),
        { x: ({ result }: Pair) => value(result), y, r: 4.5, fill: palette.accent },
      ),
      Plot.dot(
        drawn.filter(({ target }) => target.high !== null),
        {
          x: ({ target }: Pair) => value(target),
          y,
          // A ring around the dot, so that both are seen where the result is the target.
          r: 7,
          fill: 'none',
          stroke: palette.second,
          strokeWidth: 2.5,
        },
      ),
      Plot.text(all, {
        text: (pair: Pair) => said(pair) || words.notStated,
        y,
        frameAnchor: isNarrow ? 'left' : 'right',
        textAnchor: 'start',
        dx: isNarrow ? 2 : 10,
        dy: isNarrow ? 15 : 0,
        fontSize: isNarrow ? 10.5 : 12,
        fill: palette.ink,
      }),
    ],
  });
}
