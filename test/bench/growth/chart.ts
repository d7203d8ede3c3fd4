/** The plot of growth: everything over what it was at the smallest size, both axes by powers of ten. */
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import type { Size } from './growth.ts';

const LINES: [name: string, of: (size: Size) => number][] = [
  ['texts, full text, figures written', ({ textMs }) => textMs],
  ['disk', ({ bytes }) => bytes.text + bytes.vectors + bytes.neighbours],
  ['memory', ({ residentBytes }) => residentBytes],
  ['answer, 95th percentile', ({ cpuMs }) => cpuMs.p95],
  ['answer, median', ({ cpuMs }) => cpuMs.median],
  ['adding one report', ({ added }) => added?.cpuMs ?? 0],
];
const [WIDTH, HEIGHT] = [760, 440];
const MARGIN = { top: 30, bottom: 45, left: 60, right: 210 };
/** Between the names of two lines that end near each other. */
const LINE_HEIGHT = 15;

interface Point {
  name: string;
  times: number;
  ratio: number;
}

/** The plot as SVG. */
export function growthChart(sizes: Size[]): string {
  const [first] = sizes;
  if (!first) return '';
  const lines = LINES.map(([name, of]) =>
    sizes
      .filter((size) => of(size) > 0)
      .map((size): Point => ({ name, times: size.times, ratio: of(size) / (of(first) || of(size)) })),
  );
  const points = lines.flat();
  const { document } = parseHTML('<html><body></body></html>');
  const plot = Plot.plot({
    document: document as never,
    width: WIDTH,
    height: HEIGHT,
    marginTop: MARGIN.top,
    marginBottom: MARGIN.bottom,
    marginLeft: MARGIN.left,
    marginRight: MARGIN.right,
    style: { background: 'white', color: 'black', fontFamily: 'sans-serif' },
    x: {
      type: 'log',
      label: 'times the corpus',
      grid: true,
      ticks: [...new Set(sizes.map(({ times }) => times))],
      tickFormat: 'd',
    },
    y: {
      type: 'log',
      label: `times what it is at ${first.times}; time is the processor's`,
      grid: true,
      tickFormat: '~g',
    },
    marks: [
      Plot.line(points, { x: 'times', y: 'ratio', stroke: 'name', strokeWidth: 2 }),
      Plot.dot(points, { x: 'times', y: 'ratio', fill: 'name' }),
      ...names(lines, points).map(({ point, down }) =>
        Plot.text([point], {
          x: 'times',
          y: 'ratio',
          text: 'name',
          textAnchor: 'start',
          dx: 8,
          dy: down,
          fill: 'name',
        }),
      ),
    ],
  });
  plot.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return `${plot.outerHTML}\n`;
}

/** Where the name of each line stands: at its end, and so far down that no two meet. */
function names(lines: Point[][], points: Point[]): { point: Point; down: number }[] {
  const logs = points.map(({ ratio }) => Math.log(ratio));
  const range = Math.max(...logs) - Math.min(...logs) || 1;
  const ends = lines
    .flatMap((line) => line.at(-1) ?? [])
    .map((point) => ({
      point,
      at: ((Math.max(...logs) - Math.log(point.ratio)) / range) * (HEIGHT - MARGIN.top - MARGIN.bottom),
    }))
    .sort((a, b) => a.at - b.at);
  let free = Number.NEGATIVE_INFINITY;
  return ends.map(({ point, at }) => {
    // One that ends earlier than the others stands among their lines and meets no name.
    const isLast = point.times === Math.max(...points.map(({ times }) => times));
    const place = isLast ? Math.max(at, free) : at;
    if (isLast) free = place + LINE_HEIGHT;
    return { point, down: place - at };
  });
}
