/** What is changed inside a line: marks that go, words that stand for others. */

export interface Edit {
  start: number;
  end: number;
  /** `remove`: nothing is left. `unwrap`: what stands between the marks. Else the characters that it turns into. */
  action: 'remove' | 'unwrap' | 'replace';
  /** For `replace`. */
  text: string;
  /** For `unwrap`: characters of the opening and of the closing mark. */
  open: number;
  close: number;
  /** Code of the warning that counts it. */
  code: string;
}

/** English words that a translating program left where Chinese ones stood: data of the kind, not of one report. */
const STRAY: Readonly<Record<string, string>> = {
  etc: '等',
  and: '和',
  workflow: '工作流程',
  workflows: '工作流程',
  ECO: '生态',
};
const ENTITIES: Readonly<Record<string, string>> = {
  nbsp: '',
  ensp: '',
  emsp: '',
  ldquo: '“',
  rdquo: '”',
  lsquo: '‘',
  rsquo: '’',
  mdash: '—',
  ndash: '—',
  hellip: '…',
  middot: '·',
  permil: '‰',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
};

/** What may have to be changed, one alternative a kind, told apart by what it begins with. */
const CANDIDATE = new RegExp(
  [
    // Marks of Markdown: bold, struck, escapes, links, pictures.
    String.raw`\*\*|__|~~|(?<![\dA-Za-z])\*|\*(?![\dA-Za-z])`,
    String.raw`\\(?=[*_#.\-+()[\]{}!|>~])`,
    String.raw`!?\[[^[\]\r\n]{0,80}\]\([^()\s]{1,300}\)`,
    // Marks of notes: [3], ［3］, [注3], （注3）, ³.
    String.raw`[[［]\s*(?:注释?|脚注)?\s*(?:\d{1,3}|[①-⑳])\s*[\]］]`,
    String.raw`[〔【（(]注\s*\d{1,3}[〕】）)]`,
    String.raw`(?<=[\u4e00-\u9fff”’》）)%％。，、；])[¹²³⁰⁴-⁹]{1,3}`,
    String.raw`(?<![A-Za-z])<sup>\s*[[［(（]?\d{1,3}[\]］)）]?\s*</sup>`,
    // Tags and entities that are left of a page.
    String.raw`</?(?:sub|sup|b|i|u|strong|em|br|p|span|font|div|a)(?:\s[^<>\r\n]{0,200})?/?>`,
    String.raw`&(?:[a-z]{2,6}|#\d{2,5}|#x[\da-f]{2,4});`,
    // PM_{2.5} and PM_2.5.
    String.raw`_\{[^{}\r\n]{1,12}\}|(?<=PM\s?)_(?=\s?\d)`,
    String.raw`(?<![A-Za-z])(?:etc\.?|and|workflows?|ECO)(?![A-Za-z])`,
    // Dashes: -- for ——, 一 where print had —; ○ where a year has 〇.
    String.raw`-{2,}|(?<=\d[%％]?)一(?=\d)|(?<=[一二三四五六七八九〇○])[○◯ＯO](?=[一二三四五六七八九〇○年])`,
  ].join('|'),
  'g',
);
const CHINESE_BEFORE = /[\u3400-\u9fff”’》）)\]％%\d]$/;
const CHINESE_AFTER = /^[\u3400-\u9fff“‘《（(\d，。、；：）]/;

/** All edits of `source` in order; `watermarks` are strings that go wherever they stand. */
export function findEdits(source: string, watermarks: readonly string[]): Edit[] {
  const edits: Edit[] = [];
  for (const match of source.matchAll(CANDIDATE)) {
    const edit = editOf(source, match.index, match[0]);
    if (edit) edits.push(edit);
  }
  const dashes = misreadDashes(source);
  edits.push(...dashes);
  if (watermarks.length === 0 && dashes.length === 0) return edits;
  for (const mark of watermarks) {
    for (let at = source.indexOf(mark); at !== -1; at = source.indexOf(mark, at + mark.length)) {
      edits.push({
        start: at,
        end: at + mark.length,
        action: 'remove',
        text: '',
        open: 0,
        close: 0,
        code: 'removed-watermark',
      });
    }
  }
  edits.sort((a, b) => a.start - b.start || b.end - a.end);
  let end = 0;
  return edits.filter((edit) => {
    if (edit.start < end) return false;
    end = edit.end;
    return true;
  });
}

function editOf(source: string, start: number, found: string): Edit | null {
  const end = start + found.length;
  const remove = (code: string): Edit => ({ start, end, action: 'remove', text: '', open: 0, close: 0, code });
  const replace = (text: string, code: string): Edit => ({ ...remove(code), action: 'replace', text });
  const unwrap = (open: number, close: number): Edit => ({ ...remove('removed-mark'), action: 'unwrap', open, close });
  switch (found[0]) {
    case '*':
    case '~':
    case '\\':
    case '!':
      return remove('removed-mark');
    case '_':
      return found.startsWith('_{') ? unwrap(2, 1) : remove('removed-mark');
    case '<':
      if (/^<sup>.*\d/.test(found)) return remove('removed-note-mark');
      return /^<\/?(?:br|p|div)\b/.test(found) ? replace('\n', 'removed-mark') : remove('removed-mark');
    case '&':
      return entity(found, (text) => (text === '' ? remove('removed-mark') : replace(text, 'removed-mark')));
    case '-':
      return replace('—'.repeat(found.length), 'replaced-dash');
    case '一':
      return replace('—', 'replaced-dash');
    case '[': {
      const link = /^\[([^\]]*)\]\(/.exec(found);
      return link ? unwrap(1, found.length - 1 - (link[1] as string).length) : remove('removed-note-mark');
    }
    case '○':
    case '◯':
    case 'Ｏ':
    case 'O':
      return replace('〇', 'replaced-sign');
  }
  if (!/^[A-Za-z]/.test(found)) return remove('removed-note-mark');
  const before = source.slice(Math.max(0, start - 6), start).trimEnd();
  const after = source.slice(end, end + 6).trimStart();
  if (!CHINESE_BEFORE.test(before) || (after !== '' && !CHINESE_AFTER.test(after))) return null;
  const word = STRAY[found.replace('.', '')];
  return word === undefined ? null : replace(word, 'replaced-word');
}

function entity(found: string, edit: (text: string) => Edit): Edit | null {
  const name = found.slice(1, -1);
  if (name[0] !== '#') return Object.hasOwn(ENTITIES, name) ? edit(ENTITIES[name] as string) : null;
  const code = name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  if (!(code >= 0x20 && code < 0xd800)) return null;
  return edit(code === 0xa0 ? '' : String.fromCharCode(code));
}

/** 滨海一中关村, where the text has 滨海—中关村 elsewhere: two characters on both sides say that it is the same name. */
function misreadDashes(source: string): Edit[] {
  const names = new Set<string>();
  for (const [, before, after] of source.matchAll(/([\u4e00-\u9fff]{2})[—–](?=([\u4e00-\u9fff]{2}))/g))
    names.add(`${before}${after}`);
  if (names.size === 0) return [];
  const edits: Edit[] = [];
  for (let at = source.indexOf('一', 2); at !== -1; at = source.indexOf('一', at + 1)) {
    if (!names.has(source.slice(at - 2, at) + source.slice(at + 1, at + 3))) continue;
    edits.push({ start: at, end: at + 1, action: 'replace', text: '—', open: 0, close: 0, code: 'replaced-dash' });
  }
  return edits;
}
