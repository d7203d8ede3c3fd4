/** The log: one JSON object a line on standard error, without secrets. */
import pino, { type Logger } from 'pino';

export type Log = Logger;

export interface LogOptions {
  /** `info` has a line a request; `warn` only what somebody should look at. */
  level: string;
  /** Words that must never be written, wherever they come from. */
  secrets?: (string | undefined)[];
  /** Where lines go; standard error by default. */
  write?: (line: string) => void;
}

/** Opens the log. Lines are written before the call returns, so that a crash loses none. */
export function openLog({ level, secrets = [], write }: LogOptions): Log {
  const hidden = secrets.filter((secret) => secret !== undefined && secret !== '') as string[];
  const hide = (line: string): string =>
    hidden.reduce((text, secret) => text.replaceAll(JSON.stringify(secret).slice(1, -1), '(secret)'), line);
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, hooks: { streamWrite: hide } };
  return pino(options, write === undefined ? pino.destination({ dest: 2, sync: true }) : { write });
}

/** Writes nothing: for commands and tests that do not look at it. */
export const silentLog: Log = pino({ level: 'silent' });
