/** The provinces as tiles, each where it lies, the stronger coloured the higher its figure. */
import * as Plot from '@observablehq/plot';
import { language } from '../../language.ts';
import { shortRegionName } from '../../names.ts';
import { matrixWords } from '../words.ts';
import type { Palette } from './palette.ts';
import { type Point, shortFigure } from './points.ts';
import { TILE_PLACES } from './tile-places.ts';

const WIDEST = 760;
/** English names need more room than a phone has; there the map scrolls. */
const NARROWEST = { zh: 300, en: 600 };
/** A tile is as high as wide times this. */
const RATIO = 0.8;
const COLUMNS = 8;
const ROWS = 8;

/** Of a tile's width, what its name may take. */
const TILE_INNER = 0.86;
/** Of the size of letters, how wide one is on average. */
const LETTER = 0.58;

/** The usual size, or a smaller one in which the name fits; Chinese names are short. */
function fitted(name: string, room: number, usual: number): number {
  return /^[\x20-\x7e]+$/.test(name) ? Math.min(usual, room / (name.length * LETTER)) : usual;
}

export interface Tile extends Point {
  column: number;
  line: number;
  /** 0 to 1 between the least and the most. */
  heat: number | null;
}

export function tilesOf(points: Point[]): Tile[] {
  const amounts = points.flatMap(({ high }) => high ?? []);
  const least = Math.min(...amounts);
  const most = Math.max(...amounts);
  const byRegion = new Map(points.map((point) => [point.region, point]));
  return Object.entries(TILE_PLACES).map(([region, [column, line]]) => {
    const none: Point = { region, status: 'no-report', row: null, low: null, high: null, sign: '' };
    const point = byRegion.get(region) ?? none;
    const heat = point.high === null ? null : most === least ? 0.5 : (point.high - least) / (most - least);
    return { ...point, column, line, heat };
  });
}

export function tileMap(tiles: Tile[], { width: available, palette }: { width: number; palette: Palette }) {
  const words = matrixWords();
  const width = Math.max(NARROWEST[language()], Math.min(available, WIDEST));
  const isSmall = width < 520;
  const said = (tile: Tile): string =>
    tile.high !== null
      ? shortFigure(tile)
      : tile.status === 'stated'
        ? '…'
        : tile.status === 'not-stated'
          ? words.notStated
          : words.noReport;
  return Plot.plot({
    width,
    height: (width / COLUMNS) * RATIO * ROWS,
    margin: 2,
    padding: 0.06,
    x: { axis: null, domain: Array.from({ length: COLUMNS }, (_, place) => place) },
    y: { axis: null, domain: Array.from({ length: ROWS }, (_, place) => place) },
    marks: [
      Plot.cell(tiles, {
        x: 'column',
        y: 'line',
        fill: (tile: Tile) => (tile.heat === null ? palette.paper : palette.accent),
        // Half the accent at most, so that the text on it stays legible in both themes.
        fillOpacity: (tile: Tile) => (tile.heat === null ? 1 : 0.08 + tile.heat * 0.42),
        stroke: palette.line,
        rx: 5,
      }),
      Plot.text(tiles, {
        x: 'column',
        y: 'line',
        text: ({ region }: Tile) => shortRegionName(region),
        dy: -8,
        // Inner Mongolia is wider than its tile in the size of the others.
        fontSize: ({ region }: Tile) =>
          fitted(shortRegionName(region), (width / COLUMNS) * TILE_INNER, isSmall ? 9 : 13),
        fill: ({ status }: Tile) => (status === 'no-report' ? palette.soft : palette.ink),
      }),
      Plot.text(tiles, {
        x: 'column',
        y: 'line',
        text: said,
        dy: isSmall ? 6 : 10,
        fontSize: isSmall ? 8 : 12,
        fontWeight: 600,
        fill: (tile: Tile) => (tile.high === null ? palette.soft : palette.ink),
      }),
    ],
  });
}
