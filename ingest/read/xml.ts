/** Reads XML as a stream of elements, by their names without prefix: writers choose prefixes as they like. */
import { SaxesParser } from 'saxes';

export interface ElementReader {
  /** `parent` is the name of the element around it, empty at the root. False leaves the element out with all in it. */
  open(name: string, attributes: Attributes, parent: string): boolean;
  close(name: string): void;
  /** Text inside the element `inside`. */
  text(text: string, inside: string): void;
}

/** Attributes by their names without prefix. */
export type Attributes = (name: string) => string | undefined;

/** Walks through an XML text in document order. Throws an Error where it is not well-formed; entities are never expanded. */
export function readXml(bytes: Uint8Array, reader: ElementReader): void {
  const parser = new SaxesParser({ position: false });
  const open: string[] = [];
  // Depth of the element that is left out; 0 where none is.
  let leftOut = 0;
  parser.on('opentag', (tag) => {
    const name = local(tag.name);
    const parent = open.at(-1) ?? '';
    open.push(name);
    if (leftOut > 0) return;
    const attributes = tag.attributes as Record<string, string>;
    if (!reader.open(name, (wanted) => attributeOf(attributes, wanted), parent)) leftOut = open.length;
  });
  parser.on('closetag', () => {
    const depth = open.length;
    const name = open.pop() as string;
    if (leftOut === 0) reader.close(name);
    else if (leftOut === depth) leftOut = 0;
  });
  parser.on('text', (text) => {
    if (leftOut === 0) reader.text(text, open.at(-1) ?? '');
  });
  parser.write(decoded(bytes)).close();
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function attributeOf(attributes: Record<string, string>, wanted: string): string | undefined {
  const plain = attributes[`w:${wanted}`] ?? attributes[wanted];
  if (plain !== undefined) return plain;
  for (const name in attributes) if (local(name) === wanted) return attributes[name];
  return undefined;
}

/** XML is UTF-8 unless a byte order mark says UTF-16. */
function decoded(bytes: Uint8Array): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding, { fatal: true }).decode(bytes);
}
