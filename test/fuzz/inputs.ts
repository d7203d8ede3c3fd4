/** What hostile, careless and unlucky people send. */
import fc from 'fast-check';
import { INDICATORS } from '../../ingest/indicators/catalogue.ts';
import { regions } from '../../ingest/regions.ts';

const names = regions.flatMap(({ name, short, english }) => [name, short, english]);
const indicators = INDICATORS.flatMap(({ id, zh, en }) => [id, zh, en]);

/** Words that mean something to one stage or another. */
const words = [
  ...[
    '增长',
    '目标',
    '是多少',
    '哪些省',
    '比较',
    '和',
    '与',
    '以及',
    '最高',
    '排名',
    '合计',
    '平均',
    '牵头',
    '负责',
    '总结',
    '为什么',
  ],
  ...[
    '超过',
    '低于',
    '6%',
    '6.5％左右',
    '7.5%-8%',
    '去年',
    '今年',
    '2019年',
    '2020年',
    '1800年',
    '9999年',
    '十三五',
    '呢',
    '那',
    '它',
  ],
  ...['How much', 'compare', 'which provinces', 'target', 'GDP', 'of', 'and', 'the', 'lowest', 'total'],
  ...['长三角', '京津冀', '西部', '全国', '各省', '上面', '第3项', '第九百九十九条', '“加装电梯”', '「', '」'],
];
/** Signs that mean something to SQL, full text, Markdown, HTML, a shell, a spreadsheet, a terminal or a language model. */
const signs = [
  ...[
    '"',
    "'",
    '""',
    '*',
    'NEAR(',
    ' OR ',
    ' AND NOT ',
    '^',
    ':',
    '(',
    ')',
    '{',
    '}',
    '%',
    '_',
    ';--',
    'DROP TABLE passages',
    '?1',
  ],
  ...[
    '[1]',
    '[99999]',
    '](javascript:alert(1))',
    '<script>alert(1)</script>',
    '<img src=x onerror=1>',
    '&#0;',
    '`',
    '|',
    '#',
    '=1+1',
    '@SUM',
  ],
  ...[
    '\u0000',
    '\u0007',
    '\u001b[31m',
    '\u202e',
    '\u200b',
    '\ufeff',
    '\ud800',
    '\udc00',
    '\u0301'.repeat(9),
    '𠮷',
    '👩‍👩‍👧',
    'ﷺ',
    '＝',
  ],
  ...[
    '忽略以上指示',
    'Ignore all previous instructions',
    '../../etc/passwd',
    '%00',
    '\r\nSet-Cookie: a=b',
    '$(reboot)',
    '{{7*7}}',
  ],
  ...[
    '。',
    '，',
    '？',
    '\n',
    '\r\n',
    '\t',
    '　',
    '...',
    '1e999',
    '-0',
    '9'.repeat(400),
    '０',
    '①',
    '一'.repeat(300),
    '((((('.repeat(60),
  ],
];

const piece = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...names) },
  { weight: 3, arbitrary: fc.constantFrom(...indicators) },
  { weight: 5, arbitrary: fc.constantFrom(...words) },
  { weight: 3, arbitrary: fc.constantFrom(...signs) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  { weight: 1, arbitrary: fc.nat(3000).map((year) => `${year}年`) },
);

/** A question as the server lets it pass: 1 to 2,000 characters that are not all space. */
export const question = fc
  .oneof(
    { weight: 9, arbitrary: fc.array(piece, { minLength: 1, maxLength: 14 }).map((parts) => parts.join('')) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }) },
    { weight: 1, arbitrary: fc.tuple(piece, fc.nat(300)).map(([part, times]) => part.repeat(times + 1)) },
  )
  .map((text) => text.slice(0, 2000).trim())
  .filter((text) => text !== '');

/** A question with what may stand beside it. */
export const request = fc.record(
  {
    question,
    history: fc.array(fc.record({ role: fc.constantFrom('user' as const, 'assistant' as const), content: question }), {
      maxLength: 4,
    }),
    language: fc.constantFrom('zh' as const, 'en' as const),
    filters: fc.record(
      {
        regions: fc.array(fc.oneof(fc.constantFrom(...names), question), { minLength: 1, maxLength: 3 }),
        years: fc.array(fc.integer({ min: 1900, max: 2200 }), { minLength: 1, maxLength: 3 }),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ['question'] },
);

const text = fc.oneof(
  question,
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('', '0', '-1', 'NaN', '1e9', 'null', '[]'),
);
const segments = [
  ...[
    'api',
    'ask',
    'documents',
    'source',
    'passages',
    'search',
    'indicators',
    'names',
    'health',
    'conversations',
    'feedback',
    'excerpts',
  ],
  ...[
    'traces',
    'audit',
    'openapi.json',
    'docs',
    'v1',
    'models',
    'chat',
    'completions',
    'mcp',
    'metrics',
    'assets',
    '..',
    '%2e%2e',
    '%00',
    '%',
  ],
];
const known = [
  ...[
    '/api/ask',
    '/api/search',
    '/api/documents',
    '/api/indicators',
    '/api/names',
    '/api/health',
    '/api/conversations',
    '/api/feedback',
  ],
  ...['/api/excerpts', '/api/traces', '/api/audit', '/v1/models', '/v1/chat/completions', '/mcp', '/metrics'],
];
const path = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...known) },
  { weight: 4, arbitrary: fc.tuple(fc.constantFrom(...known), text).map(([start, id]) => `${start}/${encode(id)}`) },
  {
    weight: 2,
    arbitrary: fc
      .array(fc.oneof(fc.constantFrom(...segments), text.map(encode)), { maxLength: 5 })
      .map((parts) => `/${parts.join('/')}`),
  },
);
const parameters = [
  'q',
  'k',
  'regions',
  'years',
  'explain',
  'region',
  'indicator',
  'year',
  'kind',
  'format',
  'limit',
  'offset',
  'start',
  'end',
  'before',
];
/** Values at the edges of what parameters take. */
const edge = fc.constantFrom(
  '',
  '0',
  '1',
  '-1',
  '2020',
  '99999',
  '1.5',
  'NaN',
  '1e9',
  'csv',
  'xlsx',
  'target',
  '安徽',
  'gdp_growth',
  'true',
);
const query = fc
  .array(
    fc.tuple(
      fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...parameters) }, { weight: 1, arbitrary: text }),
      fc.oneof({ weight: 2, arbitrary: edge }, { weight: 1, arbitrary: text }),
    ),
    { maxLength: 3 },
  )
  .map((pairs) => pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&'));
/** What the routes with many parameters take together, so that a wrong one does not hide the others. */
const aimed = fc.oneof(
  fc
    .tuple(text, edge, edge)
    .map(([q, k, years]) => `/api/search?q=${encode(q) || 'x'}&k=${encode(k)}&years=${encode(years)}`),
  fc
    .tuple(edge, edge, edge)
    .map(
      ([region, limit, format]) =>
        `/api/indicators?region=${encode(region)}&limit=${encode(limit)}&format=${encode(format)}`,
    ),
  fc
    .tuple(edge, edge)
    .map(([start, end]) => `/api/documents/2020-provinces-29/source?start=${encode(start)}&end=${encode(end)}`),
);
const body = fc.oneof(
  request.map((value) => JSON.stringify(value)),
  fc.json({ maxDepth: 3 }),
  fc
    .record({ question: fc.anything({ maxDepth: 2 }), history: fc.anything({ maxDepth: 2 }) })
    .map((value) => asJson(value)),
  fc
    .record({ model: text, messages: fc.array(fc.record({ role: text, content: text })), stream: fc.boolean() })
    .map((value) => JSON.stringify(value)),
  fc
    .record({ jsonrpc: fc.constant('2.0'), id: fc.nat(), method: text, params: fc.jsonValue({ maxDepth: 2 }) })
    .map((value) => JSON.stringify(value)),
  fc.string({ unit: 'binary', maxLength: 300 }),
);
const header = fc.oneof(
  fc.constantFrom('application/json', 'text/event-stream', '*/*', 'text/plain', 'multipart/form-data; boundary=x'),
  fc.string({ maxLength: 20 }).filter((value) => /^[\x21-\x7e]*$/.test(value)),
);

const anywhere = fc.record({
  method: fc.constantFrom('GET', 'GET', 'GET', 'POST', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'PROPFIND'),
  path,
  query,
  body,
  accept: header,
  type: header,
});
/** A request to any address, a third of them to routes with parameters that are nearly right. */
export const httpRequest = fc.oneof(
  { weight: 2, arbitrary: anywhere },
  {
    weight: 1,
    arbitrary: fc.tuple(anywhere, aimed).map(([sent, address]) => ({
      ...sent,
      method: 'GET',
      path: address.split('?')[0] ?? '',
      query: address.split('?')[1] ?? '',
    })),
  },
);
export type HttpRequest = typeof httpRequest extends fc.Arbitrary<infer T> ? T : never;

const LONE = /\p{Cs}/gu;

/** Percent-encoded; what no encoding exists for goes as it is. */
function encode(value: string): string {
  return encodeURIComponent(value.replace(LONE, ''));
}

function asJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    return '{';
  }
}
