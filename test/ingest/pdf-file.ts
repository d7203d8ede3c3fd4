/** Small PDF files, made for tests by hand: text at places, in a Chinese font that is not embedded. */

/** A piece of text; lengths in points from the bottom left corner of a page of 600 x 800. */
export interface Piece {
  text: string;
  x: number;
  y: number;
  /** 12 by default. */
  size?: number;
  /** Written up the page at 45 degrees. */
  leaning?: boolean;
}

/** How the bytes of the text name characters: by the encodings of Chinese writers' programs. */
export type PredefinedMap = 'UniGB-UCS2-H' | 'GBK-EUC-H';

/** A PDF with those pages. Text in GBK must be given as bytes, in hex. */
export function pdf(pages: Piece[][], map: PredefinedMap = 'UniGB-UCS2-H'): Uint8Array {
  const objects: string[] = [
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Kids[${pages.map((_, at) => `${6 + at * 2} 0 R`).join(' ')}]/Count ${pages.length}>>`,
    `<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/${map}/DescendantFonts[4 0 R]>>`,
    '<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor 5 0 R/DW 1000/W[1 95 500 814 907 500]>>',
    '<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>',
  ];
  pages.forEach((pieces, at) => {
    const content = pieces
      .map(({ text, x, y, size = 12, leaning = false }) => {
        const matrix = leaning ? '0.7 0.7 -0.7 0.7' : '1 0 0 1';
        return `BT /F1 ${size} Tf ${matrix} ${x} ${y} Tm <${map === 'GBK-EUC-H' ? text : utf16(text)}> Tj ET`;
      })
      .join('\n');
    objects.push(
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F1 3 0 R>>>>/Contents ${7 + at * 2} 0 R>>`,
      `<</Length ${content.length}>>stream\n${content}\nendstream`,
    );
  });
  return withTable(objects);
}

/** A whole file of numbered objects, the first of them the catalogue. */
export function withTable(objects: string[]): Uint8Array {
  let text = '%PDF-1.4\n';
  const places = objects.map((object, at) => {
    const place = text.length;
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const count = objects.length + 1;
  return Buffer.from(
    `${text}xref\n0 ${count}\n0000000000 65535 f \n${table}trailer<</Size ${count}/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF`,
    'latin1',
  );
}

function utf16(text: string): string {
  return Buffer.from(text, 'utf16le').swap16().toString('hex');
}

/** Lines of a column, one below the other. */
export function column(
  lines: string[],
  { x, y = 700, leading = 20 }: { x: number; y?: number; leading?: number },
): Piece[] {
  return lines.map((text, at) => ({ text, x, y: y - at * leading }));
}
