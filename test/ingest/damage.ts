/** Texts like those of reports, undamaged, and the damage that real ones have, with the truth of what became of what. */
import fc from 'fast-check';

/** A stretch of source and what a page would have said there; empty where it would have said nothing. */
export interface Piece {
  clean: string;
  source: string;
}

const SUBJECTS = [
  '全省生产总值',
  '城镇新增就业',
  '一般公共预算收入',
  '粮食总产量',
  '新建改建农村公路',
  '高新技术企业数量',
];
const FIGURES = [
  '增长6.5%左右',
  '达到380.8万亩',
  '新开工39所',
  '突破1200亿元',
  '控制在5.5%以内',
  '增长6—6.5%',
  '提高0.3个百分点',
];
const CLAUSES = [
  '推进教育、医疗和文化等事业发展',
  '完善“双随机”监管机制',
  '细颗粒物（PM2.5）平均浓度下降',
  '坚持稳中求进工作总基调',
  '让人民群众有更多获得感',
  '深入实施创新驱动发展战略',
  '中小学生上学更加方便',
  '建设滨海新区和自由贸易试验区',
];
const HEADINGS = [
  '一、过去一年工作回顾',
  '（一）推动经济高质量发展',
  '二、今年主要任务',
  '（二）保障和改善民生',
  '1.加快工业转型',
];

const clause = fc.oneof(
  fc.tuple(fc.constantFrom(...SUBJECTS), fc.constantFrom(...FIGURES)).map((parts) => parts.join('')),
  fc.constantFrom(...CLAUSES),
);
const sentence = fc.array(clause, { minLength: 3, maxLength: 5 }).map((clauses) => `${clauses.join('，')}。`);
const paragraph = fc.array(sentence, { minLength: 2, maxLength: 4 }).map((sentences) => sentences.join(''));

/** Paragraphs of a report without any damage: headings and sentences, one a line. */
export const undamaged: fc.Arbitrary<string[]> = fc.array(
  fc.oneof({ weight: 4, arbitrary: paragraph }, { weight: 1, arbitrary: fc.constantFrom(...HEADINGS) }),
  { minLength: 2, maxLength: 6 },
);

/** A kind of damage inside a paragraph: where it may be done, and what is left at that place. */
interface Kind {
  /** Tried at each offset of the paragraph. */
  at: (paragraph: string, offset: number) => Piece[] | null;
}

const isHan = (character: string | undefined) => character !== undefined && /[\u4e00-\u9fff]/.test(character);
const isDigit = (character: string | undefined) => character !== undefined && /\d/.test(character);
const wide = (character: string) => String.fromCharCode(character.charCodeAt(0) + 0xfee0);
const swap = (from: string, to: string, around: RegExp = /^/): Kind => ({
  at: (text, offset) =>
    text.startsWith(from, offset) && around.test(text.slice(Math.max(0, offset - 1), offset + from.length + 1))
      ? [{ clean: from, source: to }]
      : null,
});
const insert = (source: string, allowed: (before: string | undefined, after: string | undefined) => boolean): Kind => ({
  at: (text, offset) => (allowed(text[offset - 1], text[offset]) ? [{ clean: '', source }] : null),
});
const inSentence = (before: string | undefined, after: string | undefined) => isHan(before) && isHan(after);

/** A break of the page inside a sentence: a line before it has ended, so that nobody takes this one for a heading. */
const pageBreak = (between: string): Kind => ({
  at: (text, offset) => {
    const [before, after] = [text[offset - 1], text[offset]];
    const inside = (isHan(before) || isDigit(before)) && (isHan(after) || isDigit(after)) && before !== after;
    // 一 at the start of a line would begin a number.
    const plain = !/[一二三四五六七八九十]/.test(after ?? '') && text.slice(0, offset).includes('。');
    return inside && plain ? [{ clean: '', source: between }] : null;
  },
});

/** Every kind of damage that cleaning promises to undo, by its name. */
export const DAMAGE: Readonly<Record<string, Kind>> = {
  'blanks round figures': insert(
    ' ',
    (before, after) => (isHan(before) && isDigit(after)) || (/[\d%]/.test(before ?? '') && isHan(after)),
  ),
  'wide blanks': insert('\u3000', inSentence),
  'signs without width': insert('\u200b', inSentence),
  'page breaks': pageBreak('\n\n'),
  'page breaks of Windows': pageBreak('\r\n\r\n　'),
  'page breaks with a page number': pageBreak('\n— 12 —\n'),
  'page breaks with a watermark': pageBreak('\n\n公选王独家资料\n\n'),
  'bold marks': insert('**', inSentence),
  'marks of notes': insert(' [3] ', inSentence),
  'raised marks of notes': insert('²', inSentence),
  'escapes of Markdown': swap('.', '\\.', /\d.\d/),
  entities: insert('&nbsp;', inSentence),
  tags: insert('<font color="red">', inSentence),
  'etc for 等': swap('等', ' etc ', /^[\u4e00-\u9fff].[\u4e00-\u9fff]$/),
  'and for 和': swap('和', ' and ', /^[\u4e00-\u9fff].[\u4e00-\u9fff]$/),
  'full-width figures': {
    at: (text, offset) =>
      /[\d%]/.test(text[offset] ?? '')
        ? [{ clean: text[offset] as string, source: wide(text[offset] as string) }]
        : null,
  },
  'narrow commas': swap('，', ',', /[\u4e00-\u9fff]$/),
  'narrow brackets': swap('（', '('),
  'marks of LaTeX': swap('2.5）', '_{2.5}）'),
  'an underscore': swap('2.5）', '_2.5）'),
  'traditional characters': swap('学', '學'),
  'signs of radicals': swap('工', '⼯'),
  '一 for a dash': swap('—', '一', /\d.\d/),
};

/** What may stand between two paragraphs and says nothing. */
const BETWEEN = ['\n', '\n\n', '\r\n', '\n　　', '\n公选王独家资料\n', '\n- 3 -\n\n', '\n\n打印本页\n', '\n-----\n'];

/** A damaged text: undamaged paragraphs, and how often each kind of damage is done to them. */
export const damaged: fc.Arbitrary<Piece[]> = fc
  .tuple(
    undamaged,
    fc.subarray(Object.keys(DAMAGE), { minLength: 1 }),
    fc.infiniteStream(fc.nat(9)),
    fc.infiniteStream(fc.constantFrom(...BETWEEN)),
  )
  .map(([paragraphs, kinds, dice, between]) => {
    const pieces: Piece[] = [];
    paragraphs.forEach((text, at) => {
      if (at > 0) pieces.push({ clean: '\n', source: between.next().value });
      pieces.push(...damageParagraph(text, kinds, () => dice.next().value));
    });
    return pieces;
  });

/** Characters between two damages: they are not done to each other. */
const APART = 3;

function damageParagraph(text: string, kinds: string[], roll: () => number): Piece[] {
  const pieces: Piece[] = [];
  let clear = 0;
  for (let offset = 0; offset < text.length; ) {
    const kind = kinds[(roll() * 7 + offset) % kinds.length] as string;
    const damage = offset > 0 && clear >= APART && roll() < 4 ? (DAMAGE[kind]?.at(text, offset) ?? null) : null;
    const taken = damage?.reduce((sum, piece) => sum + piece.clean.length, 0) ?? 0;
    if (damage) {
      pieces.push(...damage);
      clear = 0;
    }
    if (!damage || taken === 0) {
      pieces.push({ clean: text[offset] as string, source: text[offset] as string });
      clear++;
    }
    offset += Math.max(1, taken);
  }
  return pieces;
}
