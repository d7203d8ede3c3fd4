/** What happened to a question, for whoever opened the page with `/#debug` (`/#debug=off` ends it). */
import { ApiError, trace } from '../api.ts';
import { element } from '../element.ts';

const DEBUG_KEY = 'baogao.debug';

/** Keeps what the address says, in this browser. */
export function takeDebug(): void {
  const debug = new URLSearchParams(location.hash.slice(1)).get('debug');
  if (debug === null) return;
  if (debug === 'off') localStorage.removeItem(DEBUG_KEY);
  else localStorage.setItem(DEBUG_KEY, 'on');
  history.replaceState(null, '', location.pathname);
}

/** Opens to the trace; null unless debugging is on. */
export function traceView(request: string | null): HTMLElement | null {
  // Conversations kept by an older page have none.
  if (!request || localStorage.getItem(DEBUG_KEY) === null) return null;
  const text = element('pre', { class: 'trace__text', tabindex: '0' });
  const view = element('details', { class: 'trace' }, [element('summary', { text: `trace ${request}` }), text]);
  view.addEventListener('toggle', async () => {
    if (!(view as HTMLDetailsElement).open || text.textContent !== '') return;
    const found = await trace(request).catch((error) => error);
    text.textContent = found instanceof Error ? sayError(found) : JSON.stringify(found, null, 1);
  });
  return view;
}

function sayError(error: Error): string {
  return error instanceof ApiError && error.hint !== null ? `${error.message}\n${error.hint}` : error.message;
}
