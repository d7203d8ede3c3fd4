/** Makes parts of the page anew without losing the focus: it goes to the control with the same `data-key`. */
export function keepingFocus(within: HTMLElement, render: () => void): void {
  const active = document.activeElement;
  // A bar of a chart is a control too.
  const isControl = active instanceof HTMLElement || active instanceof SVGElement;
  const key = isControl && within.contains(active) ? active.dataset.key : undefined;
  render();
  if (key === undefined || active?.isConnected) return;
  const same = [...within.querySelectorAll<HTMLElement>('[data-key]')].find((node) => node.dataset.key === key);
  same?.focus();
}
