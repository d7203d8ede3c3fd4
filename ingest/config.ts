/**
 * The configuration: environment variables (and `.env` in the working directory, which never overrides them),
 * validated into one typed object. Each variable may also be written with the prefix `BAOGAO_`, which then wins.
 */
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { type AccessToken, parseTokens, soleToken } from './access.ts';
import { ReportError } from './errors.ts';
import { isInstalled, projectRoot } from './program.ts';

export { projectRoot };

const PREFIX = 'BAOGAO_';

/** Where relative paths of the configuration start: the project's folder, wherever the command was typed; an installed program has none. */
const pathsFrom = isInstalled ? resolve('.') : projectRoot;

const path = (fallback: string) =>
  z
    .string()
    .optional()
    .transform((value) => (value === undefined ? fallback : resolve(pathsFrom, value)));

/** What comes with the program, and what it makes: an installed one is replaced as a whole by the next version. */
const shipped = (name: string): string => join(projectRoot, 'data', name);
const made = (name: string): string => join(isInstalled ? userDataFolder() : join(projectRoot, 'data'), name);

/** A folder below MODELS_DIR, or two: `bge-m3`, `Xenova/bge-base-zh-v1.5`. */
const modelName = (fallback: string) =>
  z
    .string()
    .regex(/^[\w-][\w.-]*(?:\/[\w-][\w.-]*)?$/)
    .default(fallback);

const webAddress = z.url({ protocol: /^https?$/ });

/** One entry a variable: how it is read, and what a person should have written. */
const variables = {
  HOST: {
    schema: z
      .string()
      .regex(/^[^\s/]+$/)
      .default('127.0.0.1'),
    expected: 'a host name or address such as 127.0.0.1',
  },
  PORT: {
    schema: z
      .string()
      .regex(/^\d{1,5}$/)
      .default('8787')
      .transform(Number)
      .refine((port) => port <= 65535),
    expected: 'a port number from 0 (any free one) to 65535',
  },
  REPORTS_DIR: { schema: path(shipped('reports')), expected: 'a folder' },
  INDEX_DIR: { schema: path(made('index')), expected: 'a folder' },
  STATE_DIR: { schema: path(made('state')), expected: 'a folder' },
  MODELS_DIR: { schema: path(shipped('models')), expected: 'a folder' },
  EMBEDDING_MODEL: {
    schema: modelName('bge-small-zh-v1.5'),
    expected: 'the folder of a model below MODELS_DIR, such as bge-small-zh-v1.5',
  },
  BILINGUAL_MODEL: {
    schema: modelName('multilingual-e5-small-zh-en'),
    expected: 'the folder of a model below MODELS_DIR, such as multilingual-e5-small-zh-en',
  },
  MODEL_DOWNLOADS: {
    schema: z.enum(['off', 'on']).default('off'),
    expected: 'off, or on to let a model that is not there be fetched from the hub',
  },
  BASE_PATH: {
    schema: z
      .string()
      .default('')
      .transform((value) => value.replace(/\/+$/, ''))
      .refine((value) => value === '' || /^(\/[\w.~-]+)+$/.test(value)),
    expected: 'a path such as /baogao',
  },
  TOKEN: { schema: z.string().regex(/^\S+$/).optional(), expected: 'a word without spaces', secret: true },
  TOKENS: {
    schema: z
      .string()
      .optional()
      .transform((value) => (value === undefined ? [] : parseTokens(value, pathsFrom))),
    expected: 'entries name:role:token with commas between them, or the path of a file of them',
    secret: true,
  },
  PROXIES: {
    schema: z.string().regex(/^\d$/).default('0').transform(Number),
    expected: 'how many reverse proxies stand in front of the server, such as 1',
  },
  LOG_LEVEL: {
    schema: z.enum(['error', 'warn', 'info', 'debug']).default('warn'),
    expected: 'error, warn, info (a line for each request) or debug',
  },
  STORE: {
    schema: z
      .string()
      .regex(/^milvus:\/\/[^\s/]+$/)
      .optional(),
    expected: 'milvus://host:port, or nothing for the built-in store',
  },
  DATABASE_URL: {
    schema: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    expected: 'postgres://user:password@host/database, or nothing for the built-in database',
    secret: true,
  },
  LLM_PROVIDER: {
    schema: z.enum(['none', 'ollama', 'openai', 'gguf']).default('none'),
    expected: 'none, ollama, openai or gguf',
  },
  LLM_URL: { schema: webAddress.optional(), expected: 'an address that begins with http:// or https://' },
  LLM_MODEL: { schema: z.string().optional(), expected: 'the name of a model, or the path of a GGUF file' },
  LLM_CONTEXT: {
    schema: z
      .string()
      .regex(/^\d{3,7}$/)
      .default('4096')
      .transform(Number),
    expected: 'the tokens that the model reads and writes together, such as 4096',
  },
  LLM_TIMEOUT: {
    schema: z
      .string()
      .regex(/^\d{1,4}$/)
      .default('60')
      .transform(Number)
      .refine((seconds) => seconds > 0),
    expected: 'the seconds that the model may take for an answer, such as 60',
  },
  LLM_API_KEY: { schema: z.string().regex(/^\S+$/).optional(), expected: 'a word without spaces', secret: true },
} satisfies Record<string, { schema: z.ZodType; expected: string; secret?: boolean }>;

type Variables = typeof variables;
type Values = { [Name in keyof Variables]: z.output<Variables[Name]['schema']> };

export interface Config {
  host: string;
  /** 0 picks a free one. */
  port: number;
  /** Absolute paths from here on. */
  reportsDir: string;
  indexDir: string;
  stateDir: string;
  modelsDir: string;
  /** Empty, or begins with `/` and does not end with one. */
  basePath: string;
  token: string | undefined;
  /** All who may come in, `TOKEN` among them; empty where everybody on this machine may do everything. */
  tokens: AccessToken[];
  /** Reverse proxies in front, whose `X-Forwarded-For` is believed. */
  proxies: number;
  logLevel: Values['LOG_LEVEL'];
  /** Address of another vector store; undefined for the built-in one. */
  store: string | undefined;
  /** Address of another database; undefined for SQLite. */
  databaseUrl: string | undefined;
  llm: {
    provider: Values['LLM_PROVIDER'];
    url: string | undefined;
    model: string | undefined;
    apiKey: string | undefined;
    /** Tokens of prompt and answer together. */
    contextTokens: number;
    timeoutMs: number;
  };
}

/**
 * Reads and checks the configuration.
 * @param env Variables by name; the process's own and those of `.env` by default. An empty value counts as absent.
 * @throws ReportError `bad-config` naming the variable, the value found and what is expected.
 */
export function loadConfig(env: Record<string, string | undefined> = environment()): Config {
  refuseUnknown(env);
  const values = Object.fromEntries(
    Object.keys(variables).map((name) => [name, read(name as keyof Variables, env)]),
  ) as Values;
  return {
    host: values.HOST,
    port: values.PORT,
    reportsDir: values.REPORTS_DIR,
    indexDir: values.INDEX_DIR,
    stateDir: values.STATE_DIR,
    modelsDir: values.MODELS_DIR,
    basePath: values.BASE_PATH,
    token: values.TOKEN,
    tokens: [...(values.TOKEN === undefined ? [] : [soleToken(values.TOKEN)]), ...values.TOKENS],
    proxies: values.PROXIES,
    logLevel: values.LOG_LEVEL,
    store: values.STORE,
    databaseUrl: values.DATABASE_URL,
    llm: {
      provider: values.LLM_PROVIDER,
      url: values.LLM_URL,
      model: values.LLM_MODEL,
      apiKey: values.LLM_API_KEY,
      contextTokens: values.LLM_CONTEXT,
      timeoutMs: values.LLM_TIMEOUT * 1000,
    },
  };
}

/** One variable by itself, for what is fixed when the program starts. Throws as `loadConfig` does. */
export function configured<Name extends keyof Variables>(name: Name): Values[Name] {
  return read(name, environment()) as Values[Name];
}

function read(name: keyof Variables, env: Record<string, string | undefined>): unknown {
  const variable: { schema: z.ZodType; expected: string; secret?: boolean } = variables[name];
  const written = env[PREFIX + name] ? PREFIX + name : name;
  const found = env[written]?.trim() || undefined;
  const result = variable.schema.safeParse(found);
  if (result.success) return result.data;
  const shown = variable.secret ? 'has a value that cannot be used' : `is ${JSON.stringify(found)}`;
  throw new ReportError('bad-config', `${written} ${shown}; expected ${variable.expected}.`, {
    hint: `Set ${written} in the environment or in .env, or remove it to get the default.`,
  });
}

/** A misspelt `BAOGAO_` name would be ignored in silence; other programs' variables are none of our business. */
function refuseUnknown(env: Record<string, string | undefined>): void {
  for (const name of Object.keys(env)) {
    if (!name.startsWith(PREFIX) || name.slice(PREFIX.length) in variables) continue;
    // The value is not told: a misspelt BAOGAO_TOKEN holds a secret all the same.
    throw new ReportError('bad-config', `${name} is set, but there is no such variable.`, {
      hint: `Known are ${Object.keys(variables)
        .map((known) => PREFIX + known)
        .join(', ')}.`,
    });
  }
}

function environment(): Record<string, string | undefined> {
  const file = resolve('.env');
  const fromFile = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  return { ...fromFile, ...process.env };
}

/** `baogao` in the folder where the system keeps what programs of a person make. */
function userDataFolder(): string {
  const { XDG_DATA_HOME, LOCALAPPDATA } = process.env;
  if (process.platform === 'win32') return join(LOCALAPPDATA || join(homedir(), 'AppData/Local'), 'baogao');
  if (process.platform === 'darwin') return join(homedir(), 'Library/Application Support/baogao');
  return join(XDG_DATA_HOME || join(homedir(), '.local/share'), 'baogao');
}
