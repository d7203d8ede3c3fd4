/** Notices about the server: gone, still reading the reports, vectors still being made. */
import { health } from './api.ts';
import { find } from './element.ts';
import { inEachLanguage, words } from './language.ts';
import type { Health } from './model.ts';

/** While something is on its way, and while all is well. */
const SOON_MS = 2000;
const CALM_MS = 15_000;

type Notice = 'gone' | 'building' | 'vectors' | null;

/** Looks after the server; `onGeneration` whenever another generation of the index answers. */
export function watchHealth(onGeneration: () => void): void {
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
    if (now?.generation && now.generation !== generation) {
      generation = now.generation;
      onGeneration();
    }
    setTimeout(look, notice === null ? CALM_MS : SOON_MS);
  };
  inEachLanguage(render);
  look();
}

function noticeOf(now: Health | null): Notice {
  if (now === null) return 'gone';
  if (!now.ok) return 'building';
  return now.vectors === 'building' ? 'vectors' : null;
}
