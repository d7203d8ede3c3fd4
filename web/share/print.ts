/** Answers on paper: only those that are meant, with all of their sources. */

/** Sources that were folded are unfolded for the paper, whichever way printing began. */
export function watchPrinting(): void {
  let folded: HTMLDetailsElement[] = [];
  addEventListener('beforeprint', () => {
    folded = [...document.querySelectorAll<HTMLDetailsElement>('.exchange details:not([open]):not(.menu)')];
    for (const details of folded) details.open = true;
  });
  addEventListener('afterprint', () => {
    for (const details of folded) details.open = false;
    delete document.body.dataset.printing;
    for (const node of document.querySelectorAll('.exchange--printed')) node.classList.remove('exchange--printed');
  });
}

/** Opens the browser's printing for the exchanges of those ids. */
export function printAnswers(ids: string[]): void {
  document.body.dataset.printing = 'chosen';
  for (const node of document.querySelectorAll<HTMLElement>('.exchange'))
    node.classList.toggle('exchange--printed', ids.includes(node.dataset.id ?? ''));
  print();
}
