/** Draws a chart into its figure, again when its width or the theme changes; every region in it opens what proves it. */
import { figureText } from '../../chat/figure-text.ts';
import { hideQuote, showQuote } from '../../chat/quote-card.ts';
import { element } from '../../element.ts';
import { language } from '../../language.ts';
import type { Citation } from '../../model.ts';
import { indicatorName, regionName } from '../../names.ts';
import { citationOf } from '../citations.ts';
import type { Column } from '../grid.ts';
import { keepingFocus } from '../keeping-focus.ts';
import { matrixWords } from '../words.ts';
import { bars } from './bars.ts';
import type { ChartOptions } from './chart-box.ts';
import { type Pair, pairs } from './pairs.ts';
import { type Palette, paletteNow } from './palette.ts';
import { type Point, pairOf, pointsOf } from './points.ts';
import { type Tile, tileMap, tilesOf } from './tile-map.ts';

const SVG = 'http://www.w3.org/2000/svg';
/** Of a figure that is not in sight yet. */
const USUAL_WIDTH = 640;

type Drawn = ReturnType<typeof bars>;

/** A chart and where each region lies in it. */
interface Chart {
  node: Drawn;
  /** What can be opened, and its box in pixels. */
  hits: { point: Point; x: number; y: number; width: number; height: number }[];
  caption: string;
  legend: string;
}

export function draw(figure: HTMLElement, options: ChartOptions & { column: Column }): void {
  let width = 0;
  const render = (): void => {
    const chart = chartOf(options, { width: width || USUAL_WIDTH, palette: paletteNow() });
    const words = matrixWords();
    if (chart === null) {
      const isPair = options.show === 'pairs';
      figure.replaceChildren(
        element('div', { class: 'board__none' }, [
          element('p', { text: isPair ? words.noPair : words.noFigures }),
          isPair ? element('p', { class: 'board__hint', text: words.pairHint }) : null,
        ]),
      );
      return;
    }
    keepingFocus(figure, () =>
      figure.replaceChildren(
        element('figcaption', { class: 'chart__caption', text: chart.caption }),
        standing(chart, options),
        chart.legend === '' ? '' : element('p', { class: 'chart__legend', text: chart.legend }),
      ),
    );
  };
  new ResizeObserver(([entry]) => {
    const now = Math.round(entry?.contentRect.width ?? 0);
    if (now === width || now === 0) return;
    width = now;
    render();
  }).observe(figure);
  const themes = new MutationObserver(() => (figure.isConnected ? render() : themes.disconnect()));
  themes.observe(document.documentElement, { attributeFilter: ['data-theme'] });
}

function chartOf(
  { columns, rows, show, column }: ChartOptions & { column: Column },
  { width, palette }: { width: number; palette: Palette },
): Chart | null {
  const words = matrixWords();
  const name = indicatorName(column.indicator) ?? column.indicator;
  const caption = words.columnName(name, words.kind[column.kind], column.year);
  if (show === 'pairs') {
    const found = pairOf(columns, column.indicator);
    if (found === null) return null;
    const targets = pointsOf(rows, found.target, columns);
    const results = pointsOf(rows, found.result, columns);
    if ([targets, results].some(({ points }) => points.every(({ high }) => high === null))) return null;
    const all = targets.points.map((target, place): Pair => ({ target, result: results.points[place] ?? target }));
    const node = pairs(all, { unit: targets.unit, width, palette });
    const hits = lineHits(node, targets.points, width);
    const heads = [found.target, found.result].map(({ kind, year }) => words.columnHead(words.kind[kind], year));
    const legend = `○ ${heads[0]}　● ${heads[1]}　${words.qualifiers}`;
    return { node, hits, caption: `${name}: ${heads.join(' / ')}`, legend };
  }
  const { unit, points } = pointsOf(rows, column, columns);
  if (points.every(({ high }) => high === null)) return null;
  if (show === 'map') {
    const tiles = tilesOf(points);
    const node = tileMap(tiles, { width, palette });
    const unitText = unit === '' ? '' : ` (${unit})`;
    return { node, hits: tileHits(node, tiles), caption: caption + unitText, legend: words.qualifiers };
  }
  const node = bars(points, { unit, width, palette });
  // Bars have their figures in full beside them.
  return { node, hits: lineHits(node, points, width), caption, legend: '' };
}

/** The chart's own style element is left out (the page's policy forbids it); the attributes here stand for it. */
function standing({ node, hits, caption }: Chart, { onOpen }: ChartOptions): Element {
  const svg = node as unknown as SVGSVGElement;
  for (const style of svg.querySelectorAll('style')) style.remove();
  const palette = paletteNow();
  svg.removeAttribute('class');
  svg.setAttribute('role', 'group');
  svg.setAttribute('aria-label', caption);
  svg.setAttribute('font-family', palette.font);
  svg.setAttribute('font-size', '12');
  svg.setAttribute('color', palette.ink);
  for (const label of svg.querySelectorAll('[aria-label]')) label.removeAttribute('aria-label');
  const ground = document.createElementNS(SVG, 'rect');
  ground.setAttribute('width', '100%');
  ground.setAttribute('height', '100%');
  ground.setAttribute('fill', palette.paper);
  svg.prepend(ground);
  const stated = hits.filter(({ point }) => point.row !== null);
  const citations = stated.flatMap(({ point: { row } }, place) => (row === null ? [] : [citationOf(row, place + 1)]));
  stated.forEach((hit, place) => {
    const citation = citations[place];
    if (citation !== undefined) svg.append(hitNode(hit, citation, (from) => onOpen(citation, citations, from)));
  });
  return svg;
}

function hitNode(hit: Chart['hits'][number], citation: Citation, open: (from: HTMLElement) => void): SVGRectElement {
  const { point, x, y, width, height } = hit;
  const node = document.createElementNS(SVG, 'rect');
  const figure = point.row === null ? '' : figureText(point.row, language());
  const attributes = {
    class: 'chart__hit',
    x,
    y,
    width,
    height,
    tabindex: 0,
    role: 'button',
    'data-citation': citation.number,
    'data-key': `hit ${point.region}`,
    'aria-label': `${regionName(point.region)}: ${figure}`,
  };
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  const control = node as unknown as HTMLElement;
  const press = (): void => {
    hideQuote();
    open(control);
  };
  node.addEventListener('click', press);
  node.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    press();
  });
  node.addEventListener('pointerenter', () => showQuote(citation, control));
  node.addEventListener('pointerleave', hideQuote);
  node.addEventListener('focus', () => {
    if (node.matches(':focus-visible')) showQuote(citation, control);
  });
  node.addEventListener('blur', hideQuote);
  return node;
}

function lineHits(node: Drawn, points: Point[], width: number): Chart['hits'] {
  const scale = node.scale('y');
  const height = scale?.step ?? 0;
  return points.map((point, place) => {
    const top = Number(scale?.apply([...(scale.domain ?? [])][place])) - (height - (scale?.bandwidth ?? 0)) / 2;
    return { point, x: 0, y: top, width, height };
  });
}

function tileHits(node: Drawn, tiles: Tile[]): Chart['hits'] {
  const x = node.scale('x');
  const y = node.scale('y');
  return tiles.map((tile) => ({
    point: tile,
    x: Number(x?.apply(tile.column)),
    y: Number(y?.apply(tile.line)),
    width: x?.bandwidth ?? 0,
    height: y?.bandwidth ?? 0,
  }));
}
