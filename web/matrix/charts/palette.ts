/** The page's colours as values, since a picture that is saved has no style sheet. */
export interface Palette {
  paper: string;
  ink: string;
  soft: string;
  line: string;
  accent: string;
  /** Beside the accent: what is planned, where the accent is what was reached. */
  second: string;
  font: string;
}

/** As the page has them now. */
export function paletteNow(): Palette {
  const style = getComputedStyle(document.documentElement);
  const value = (name: string): string => style.getPropertyValue(name).trim();
  return {
    paper: value('--surface'),
    ink: value('--text'),
    soft: value('--text-faint'),
    line: value('--line'),
    accent: value('--accent'),
    second: value('--second'),
    font: getComputedStyle(document.body).fontFamily,
  };
}
