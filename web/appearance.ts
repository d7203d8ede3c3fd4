/** The switch between light, dark and as the system; `theme.ts` paints. */
import { icon } from './icons.ts';
import { inEachLanguage, words } from './language.ts';

const CHOICES = ['auto', 'light', 'dark'] as const;
const ICONS = { auto: 'auto', light: 'sun', dark: 'moon' } as const;

/** Makes a button step through the three. */
export function appearanceSwitch(button: HTMLButtonElement): void {
  const root = document.documentElement;
  const now = () => CHOICES.find((choice) => choice === root.dataset.choice) ?? 'auto';
  const render = (): void => {
    button.replaceChildren(icon(ICONS[now()]));
    button.setAttribute('aria-label', words().theme(now()));
    button.title = words().theme(now());
  };
  button.addEventListener('click', () => {
    const next = CHOICES[(CHOICES.indexOf(now()) + 1) % CHOICES.length] ?? 'auto';
    root.dataset.choice = next;
    localStorage.setItem('baogao.theme', next);
    render();
  });
  inEachLanguage(render);
}
