/** Small Word files, made for tests: the parts that a document needs, around paragraphs as XML. */
import { strToU8, zipSync } from 'fflate';

const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** `<w:p>` with one run; `properties` is what stands in its `<w:pPr>`. */
export function paragraph(text: string, properties = ''): string {
  return `<w:p>${properties && `<w:pPr>${properties}</w:pPr>`}<w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
}

/** A .docx with that body; `parts` are further files of it by the kind of their relation, such as `numbering`. */
export function docx(body: string[], parts: Record<string, string> = {}): Uint8Array {
  const kinds = Object.keys(parts);
  const part = (root: string, inside: string) =>
    strToU8(`<?xml version="1.0" encoding="UTF-8"?><w:${root} xmlns:w="${WORD}">${inside}</w:${root}>`);
  return zipSync({
    '[Content_Types].xml': strToU8(
      '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    ),
    '_rels/.rels': relations([['officeDocument', 'word/document.xml']]),
    'word/_rels/document.xml.rels': relations(kinds.map((kind) => [kind, `${kind}.xml`])),
    'word/document.xml': part('document', `<w:body>${body.join('')}</w:body>`),
    ...Object.fromEntries(kinds.map((kind) => [`word/${kind}.xml`, part(kind, parts[kind] ?? '')])),
  });
}

function relations(targets: [kind: string, target: string][]): Uint8Array {
  const lines = targets.map(
    ([kind, target], at) => `<Relationship Id="r${at}" Type="${RELATIONS}/${kind}" Target="${target}"/>`,
  );
  return strToU8(
    `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${lines.join('')}</Relationships>`,
  );
}
