// Runs before the page is painted, on its own: light or dark is set first, so that nothing flashes.
const choice = localStorage.getItem('baogao.theme');
const system = matchMedia('(prefers-color-scheme: dark)');

function paint(): void {
  const chosen = document.documentElement.dataset.choice;
  const dark = chosen === 'dark' || (chosen !== 'light' && system.matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
}

document.documentElement.dataset.choice = choice === 'light' || choice === 'dark' ? choice : 'auto';
system.addEventListener('change', paint);
new MutationObserver(paint).observe(document.documentElement, { attributeFilter: ['data-choice'] });
paint();
