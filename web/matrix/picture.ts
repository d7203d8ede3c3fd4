/** Pictures that stand alone: the table drawn as SVG, an SVG as text, an SVG as PNG. */

const SVG = 'http://www.w3.org/2000/svg';
const FONT = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';
const TEXT_SIZE = 13;
const LINE = 30;
const PADDING = 10;
/** Characters of a heading before it goes on in the next line. */
const HEAD_LINES = 3;
/** Twice the size that it has on the screen, for print. */
const PNG_SCALE = 2;
/** Pixels of a side: a larger canvas stays empty in Chromium and Safari. A table of 500 rows is drawn smaller. */
const LONGEST_SIDE = 16_384;

/** A table of texts, the first line its head, as an SVG. */
export function tablePicture(table: string[][]): SVGSVGElement {
  const [head = [], ...body] = table;
  const widths = head.map(
    (_, column) => Math.max(90, ...body.map((line) => textWidth(line[column] ?? ''))) + 2 * PADDING,
  );
  const heads = head.map((text, column) => broken(text, (widths[column] ?? 0) - 2 * PADDING));
  const headHeight = LINE * 0.4 + Math.max(...heads.map((lines) => lines.length)) * TEXT_SIZE * 1.4;
  const width = widths.reduce((sum, each) => sum + each, 0);
  const height = headHeight + body.length * LINE;
  const svg = node('svg', {
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    'font-family': FONT,
    'font-size': TEXT_SIZE,
  });
  svg.append(
    node('rect', { width, height, fill: '#fff' }),
    node('rect', { width, height: headHeight, fill: '#eff1f0' }),
  );
  const left = (column: number): number => widths.slice(0, column).reduce((sum, each) => sum + each, 0) + PADDING;
  heads.forEach((lines, column) => {
    lines.forEach((line, place) => {
      const y = LINE * 0.2 + (place + 1) * TEXT_SIZE * 1.35;
      svg.append(node('text', { x: left(column), y, fill: '#1a1e21', 'font-weight': 600 }, line));
    });
  });
  body.forEach((line, place) => {
    const top = headHeight + place * LINE;
    svg.append(node('line', { x1: 0, x2: width, y1: top, y2: top, stroke: '#dfe3e1' }));
    line.forEach((text, column) => {
      svg.append(node('text', { x: left(column), y: top + LINE * 0.65, fill: '#1a1e21' }, text));
    });
  });
  return svg;
}

/** An SVG element as a file. */
export function svgText(svg: Element): string {
  const copy = svg.cloneNode(true) as Element;
  copy.setAttribute('xmlns', SVG);
  for (const control of copy.querySelectorAll('.chart__hit')) control.remove();
  return new XMLSerializer().serializeToString(copy);
}

/** An SVG element as pixels. */
export async function pngOf(svg: Element): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText(svg))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  const scale = Math.min(PNG_SCALE, LONGEST_SIDE / Math.max(image.width, image.height));
  canvas.width = Math.floor(image.width * scale);
  canvas.height = Math.floor(image.height * scale);
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob === null ? reject(new Error('The picture is too large')) : resolve(blob)),
      'image/png',
    ),
  );
}

function node(name: string, attributes: Record<string, string | number>, text = ''): SVGSVGElement {
  const made = document.createElementNS(SVG, name) as SVGSVGElement;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  if (text !== '') made.textContent = text;
  return made;
}

/** Chinese characters are as wide as they are high, Latin ones a little more than half. */
function textWidth(text: string): number {
  return [...text].reduce((sum, character) => sum + (character > '\u2e80' ? 1 : 0.58), 0) * TEXT_SIZE;
}

function broken(text: string, width: number): string[] {
  const lines: string[] = [''];
  for (const part of text.match(/[\u2e80-\uffff]|[^\u2e80-\uffff\s]+\s*|\s+/g) ?? []) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && textWidth(line + part) > width && lines.length < HEAD_LINES) lines.push(part);
    else lines[lines.length - 1] = line + part;
  }
  return lines;
}
