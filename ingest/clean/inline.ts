/** What is changed inside a line: marks that go, words that stand for others. */

export interface Edit {
  start: number;
  end: number;
  /** `remove`: nothing is left. `unwrap`: what stands between the marks. Else the characters that it turns into. */
  action: 'remove' | 'unwrap' | 'replace';
  /** For `replace`. */
  text: string;
  /** For `unwrap`: characters of the opening mark; the closing one has one. */
  open: number;
  /** Code of the warning that counts it. */
  code: string;
}

/** `**`, `[3]`, `PM_{2.5}`, and English words where Chinese ones stood. */
const CANDIDATE = /\*\*|[[［]\s*\d{1,3}\s*[\]］]|_\{[^{}\r\n]{1,12}\}|(?<![A-Za-z])(?:etc\.?|and)(?![A-Za-z])/g;
const CHINESE_BEFORE = /[\u3400-\u9fff”’》）)\]％%\d]$/;
const CHINESE_AFTER = /^[\u3400-\u9fff“‘《（(\d，。、；：）]/;

/** All edits of `source` in order; `watermarks` are strings that go wherever they stand. */
export function findEdits(source: string, watermarks: readonly string[]): Edit[] {
  const edits: Edit[] = [];
  for (const match of source.matchAll(CANDIDATE)) {
    const edit = editOf(source, match.index, match[0]);
    if (edit) edits.push(edit);
  }
  if (watermarks.length === 0) return edits;
  for (const mark of watermarks) {
    for (let at = source.indexOf(mark); at !== -1; at = source.indexOf(mark, at + mark.length)) {
      edits.push({ start: at, end: at + mark.length, action: 'remove', text: '', open: 0, code: 'removed-watermark' });
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
  const edit = (action: Edit['action'], code: string, text = '', open = 0): Edit => ({
    start,
    end,
    action,
    text,
    open,
    code,
  });
  if (found === '**') return edit('remove', 'removed-mark');
  if (found[0] === '[' || found[0] === '［') return edit('remove', 'removed-note-mark');
  if (found[0] === '_') return edit('unwrap', 'removed-mark', '', 2);
  const before = source.slice(Math.max(0, start - 6), start).trimEnd();
  const after = source.slice(end, end + 6).trimStart();
  if (!CHINESE_BEFORE.test(before) || (after !== '' && !CHINESE_AFTER.test(after))) return null;
  return edit('replace', 'replaced-word', found === 'and' ? '和' : '等');
}
