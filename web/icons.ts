/** Line icons on a 24 by 24 grid, drawn for this page. */

const PATHS = {
  send: ['M12 19V5', 'M6 11l6-6 6 6'],
  stop: ['M8 8h8v8H8z'],
  plus: ['M12 5v14', 'M5 12h14'],
  clock: ['M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z', 'M12 7.5V12l3 2'],
  shelf: ['M5 4v16', 'M9.5 4v16', 'M13.5 4.6l4.8 15.2', 'M3.5 20h17'],
  sun: [
    'M12 16.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9z',
    'M12 2.5v2',
    'M12 19.5v2',
    'M2.5 12h2',
    'M19.5 12h2',
    'M5.3 5.3l1.4 1.4',
    'M17.3 17.3l1.4 1.4',
    'M5.3 18.7l1.4-1.4',
    'M17.3 6.7l1.4-1.4',
  ],
  moon: ['M20 14.2A8.3 8.3 0 0 1 9.8 4a8.3 8.3 0 1 0 10.2 10.2z'],
  auto: ['M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z', 'M12 3v18', 'M12 7l7 5', 'M12 12.5l6 4', 'M12 3.5l5 3.5'],
  copy: ['M9 9h11v11H9z', 'M5 15H4V4h11v1'],
  edit: ['M4 20l4.5-1 11-11-3.5-3.5-11 11z', 'M13.5 7l3.5 3.5'],
  again: ['M20 12a8 8 0 1 1-2.4-5.7', 'M20 3.5V8h-4.5'],
  previous: ['M15 5l-7 7 7 7'],
  next: ['M9 5l7 7-7 7'],
  down: ['M12 5v14', 'M6 13l6 6 6-6'],
  close: ['M6 6l12 12', 'M18 6L6 18'],
  contents: ['M4 6h16', 'M4 12h11', 'M4 18h14'],
  link: [
    'M10 14a4 4 0 0 0 5.7 0l3.3-3.3a4 4 0 0 0-5.7-5.7L12 6.3',
    'M14 10a4 4 0 0 0-5.7 0L5 13.3A4 4 0 0 0 10.7 19l1.3-1.3',
  ],
  find: ['M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13z', 'M15.3 15.3L20 20'],
  help: ['M9 9.2a3 3 0 1 1 4.2 2.8c-.8.4-1.2 1-1.2 2', 'M12 17.6v.1'],
  share: ['M12 15V4', 'M8 7.5L12 3.5l4 4', 'M6 11H5v9.5h14V11h-1'],
  up: ['M12 19V5', 'M6 11l6-6 6 6'],
  pin: ['M9 3.5h6', 'M10 3.5v6l-3 4h10l-3-4v-6', 'M12 13.5v7'],
  sliders: ['M4 7h9', 'M17 7h3', 'M15 5v4', 'M4 17h3', 'M11 17h9', 'M9 15v4'],
  thumbUp: [
    'M4 11h3v8.5H4z',
    'M7 11l4-7c1.6 0 2.5 1 2.2 2.6L12.6 10h5.1c1.3 0 2.2 1.1 1.9 2.4l-1.3 5.4c-.2 1-1 1.7-2 1.7H7',
  ],
  thumbDown: [
    'M4 13h3V4.5H4z',
    'M7 13l4 7c1.6 0 2.5-1 2.2-2.6L12.6 14h5.1c1.3 0 2.2-1.1 1.9-2.4l-1.3-5.4c-.2-1-1-1.7-2-1.7H7',
  ],
  bin: ['M5 7h14', 'M9.5 7V4.5h5V7', 'M7 7l.8 12.5h8.4L17 7'],
} as const;

export type IconName = keyof typeof PATHS;

const SVG = 'http://www.w3.org/2000/svg';

/** Decoration beside or inside a named control; hidden from screen readers. */
export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', `icon icon--${name}`);
  svg.setAttribute('aria-hidden', 'true');
  for (const d of PATHS[name]) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', d);
    svg.append(path);
  }
  return svg;
}
