/** The plot of growth: everything over what it was at the smallest size, both axes by powers of ten. */
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import type { Size } from './growth.ts';

const LINES: [name: string, of: (size: Size) => number][] = [
  ['writing text, full text, figures', ({ textMs }) => textMs],
  ['processor time of an answer, median', ({ cpuMs }) => cpuMs.median],
  ['processor time of an answer, 95th percentile', ({ cpuMs }) => cpuMs.p95],
  ['memory', ({ residentBytes }) => residentBytes],
  ['disk', ({ bytes }) => bytes.text + bytes.vectors + bytes.neighbours],
];

/** The plot as SVG. */
export function growthChart(sizes: Size[]): string {
  const [first] = sizes;
  if (!first) return '';
  const points = LINES.flatMap(([name, of]) =>
    sizes.map((size) => ({ name, times: size.times, ratio: of(size) / of(first) })),
  );
  const { document } = parseHTML('<html><body></body></html>');
  const plot = Plot.plot({
    document: document as never,
    width: 720,
    height: 420,
    marginLeft: 60,
    marginRight: 190,
    style: { background: 'white', color: 'black', fontFamily: 'sans-serif' },
    x: { type: 'log', label: 'times the corpus', grid: true },
    y: { type: 'log', label: `times what it is at ${first.times}`, grid: true },
    marks: [
      Plot.line(points, { x: 'times', y: 'ratio', stroke: 'name', strokeWidth: 2 }),
      Plot.dot(points, { x: 'times', y: 'ratio', fill: 'name' }),
      Plot.text(
        points.filter(({ times }) => times === sizes.at(-1)?.times),
        { x: 'times', y: 'ratio', text: 'name', textAnchor: 'start', dx: 8, fill: 'name' },
      ),
    ],
  });
  plot.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return `${plot.outerHTML}\n`;
}
