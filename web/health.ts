/** Notices about the server: gone, still reading the reports, vectors still being made. */
import { health } from './api.ts';
import { find } from './element.ts';
import { inEachLanguage, words } from './language.ts';
import type { Health } from './model.ts';

/** While something is on its way, and while all is well. */
const SOON_MS = 2000;
const CALM_MS = 15_000;

export type Notice = 'gone' | 'building' | 'vectors' | null;

export interface HealthListener {
  /** Another generation of the index answers, or the server is back; called again where this rejects. */
  onLoaded: () => Promise<void>;
  /** What is the matter with the server now. */
  onNotice: (notice: Notice) => void;
}

/** Looks after the server. */
export function watchHealth({ onLoaded, onNotice }: HealthListener): void {
  const node = find('.notice');
  let notice: Notice = null;
  let generation: string | null = null;
  const render = (): void => {
    node.hidden = notice === null;
    node.textContent = notice === null ? '' : words()[notice];
    node.dataset.notice = notice ?? '';
  };
  const look = async (): Promise<void> => {
    const now = await health().catch(() => null);
    notice = noticeOf(now);
    render();
    onNotice(notice);
    const found = now?.generation ?? null;
    if (found === null) generation = null;
    const isTold =
      found === null ||
      found === generation ||
      (await onLoaded().then(
        () => true,
        () => false,
      ));
    if (isTold) generation = found;
    setTimeout(look, notice === null && isTold ? CALM_MS : SOON_MS);
  };
  inEachLanguage(render);
  look();
}

function noticeOf(now: Health | null): Notice {
  if (now === null) return 'gone';
  if (!now.ok) return 'building';
  return now.vectors === 'building' ? 'vectors' : null;
}
