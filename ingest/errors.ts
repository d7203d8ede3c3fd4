/**
 * An error that is meant for the person at the keyboard. The message says what was expected and what was found;
 * the hint says what to do.
 */
export class ReportError extends Error {
  override readonly name = 'ReportError';
  /** Machine-readable, such as `no-reports`, `not-text`, `index-missing`, `bad-config`. */
  readonly code: string;
  readonly hint: string | undefined;
  /** HTTP status where a server meets it. */
  readonly status: number;
  /** Seconds after which it may go better, where that is known. */
  readonly retryAfter: number | undefined;

  constructor(
    code: string,
    message: string,
    options: { hint?: string; status?: number; retryAfter?: number; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
    this.status = options.status ?? 500;
    this.retryAfter = options.retryAfter;
  }
}

/** A fault and its remedy behind the name of the file: the name is not said again, and each is a sentence of its own. */
export function faultText({
  path,
  message,
  hint,
}: {
  path: string;
  message: string;
  hint?: string | null | undefined;
}): string {
  const said = message.startsWith(`${path}: `) ? message.slice(path.length + 2) : message;
  return inSentences(said, hint);
}

/** A message and its remedy, each a sentence of its own. */
export function inSentences(...said: (string | null | undefined)[]): string {
  return said
    .filter((text) => text)
    .map((text) => (/[.!?。！？]["”)]?$/.test(String(text)) ? text : `${text}.`))
    .join(' ');
}
