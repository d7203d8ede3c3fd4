/** One column as bars: ranges from end to end, qualifiers as signs, what is not stated said in its line. */
import * as Plot from '@observablehq/plot';
import { figureText } from '../../chat/figure-text.ts';
import { language } from '../../language.ts';
import { shortRegionName } from '../../names.ts';
import { matrixWords } from '../words.ts';
import type { Palette } from './palette.ts';
import type { Point } from './points.ts';

/** Pixels of a line, and of the axis and the margins. */
const LINE = 24;
const AROUND = 56;
/** Between a bar and its figure, and behind it. */
const GAP = 18;
/** Of the width that figures may take from the bars. */
const MOST_LABEL = 0.4;
/** At 12 pixels: a Chinese character, and the average of the others. */
const WIDE = 12;
const NARROW = 7;

function widthOf(text: string): number {
  return [...text].reduce((sum, sign) => sum + (/[\u2e80-\uffef]/.test(sign) ? WIDE : NARROW), 0);
}

export function bars(points: Point[], { unit, width, palette }: { unit: string; width: number; palette: Palette }) {
  const words = matrixWords();
  const drawn = points.filter(({ high }) => high !== null);
  const rest = points.filter(({ high }) => high === null);
  const said = ({ row, status }: Point): string =>
    row !== null ? figureText(row, language()) : status === 'not-stated' ? words.notStated : words.noReport;
  const label = ({ row }: Point): string => (row === null ? '' : figureText(row, language()));
  const longest = Math.max(0, ...drawn.map((point) => widthOf(label(point))));
  const least = Math.min(0, ...drawn.map(({ low }) => low ?? 0));
  const y = (point: Point): string => shortRegionName(point.region);
  return Plot.plot({
    width,
    height: AROUND + points.length * LINE,
    marginLeft: language() === 'zh' ? 72 : 108,
    // Room for the longest figure behind the longest bar, and no more: a phone has little for the bars.
    marginRight: Math.min(longest + GAP, width * MOST_LABEL),
    x: {
      axis: 'top',
      label: unit,
      grid: true,
      domain: [least, Math.max(0, ...drawn.map(({ high }) => high ?? 0))],
      nice: true,
    },
    y: { label: null, domain: points.map(y), padding: 0.28 },
    marks: [
      Plot.barX(drawn, {
        x1: 0,
        x2: (point: Point) => point.low ?? point.high,
        y,
        fill: palette.accent,
        fillOpacity: 0.75,
      }),
      Plot.barX(
        drawn.filter(({ low, high }) => low !== high),
        { x1: 'low', x2: 'high', y, fill: palette.accent, fillOpacity: 0.35, stroke: palette.accent },
      ),
      Plot.textX(drawn, {
        x: (point: Point) => Math.max(0, point.high ?? 0),
        y,
        text: label,
        textAnchor: 'start',
        dx: 6,
        fill: palette.ink,
      }),
      Plot.textX(rest, { x: 0, y, text: said, textAnchor: 'start', dx: 6, fill: palette.soft }),
      Plot.ruleX([0], { stroke: palette.soft }),
    ],
  });
}
