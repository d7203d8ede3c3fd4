/** The style sheet of an exported HTML file; a passage that a number leads to comes into sight marked. */
export const FILE_STYLE = `:root { color-scheme: light dark; --ink: #1a1e21; --soft: #4a5257; --line: #dfe3e1; --paper: #fff; --ground: #f7f8f7; --accent: #ad2c24; --pale: #f9ebe9; --pen: #fbdc72; }
@media (prefers-color-scheme: dark) { :root { --ink: #e7e9e8; --soft: #b3babd; --line: #363b3e; --paper: #1c1f21; --ground: #141617; --accent: #f08e80; --pale: #3b2523; --pen: #75641f; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 46rem; background: var(--ground); color: var(--ink); font: 1rem/1.7 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; overflow-wrap: anywhere; }
h1, h2 { margin: 2rem 0 .75rem; font: 700 1.375rem/1.4 "Songti SC", "Noto Serif CJK SC", Georgia, serif; }
h3 { margin: 1rem 0 .25rem; font-size: 1rem; }
ul, ol { padding-inline-start: 1.5rem; }
.coverage, footer { color: var(--soft); font-size: .875rem; border-top: 1px solid var(--line); padding-top: .5rem; }
.table { overflow-x: auto; border: 1px solid var(--line); border-radius: .5rem; background: var(--paper); }
table { border-collapse: collapse; width: 100%; font-size: .875rem; }
th, td { padding: .4rem .75rem; border-bottom: 1px solid var(--line); text-align: start; vertical-align: baseline; }
tbody th { font-weight: 500; white-space: nowrap; }
.marker { display: inline-block; min-width: 1.25em; margin-inline: .15em; padding: 0 .3em; border-radius: .25rem; background: var(--pale); color: var(--accent); font-size: .75rem; font-weight: 600; line-height: 1.5; text-align: center; text-decoration: none; vertical-align: .2em; }
aside ol { padding-inline-start: 2rem; }
aside li { margin-bottom: 1.5rem; padding: .25rem .75rem; border-radius: .5rem; scroll-margin-top: 20vh; }
aside li::marker { color: var(--accent); font-weight: 600; }
aside h3 { margin-top: 0; font-weight: 600; }
aside li:target { background: var(--paper); box-shadow: 0 0 0 2px var(--accent); }
.marker:target { outline: 2px solid var(--accent); outline-offset: 2px; }
blockquote { margin: .25rem 0; font: 1rem/1.9 "Songti SC", "Noto Serif CJK SC", Georgia, serif; }
mark { background: var(--pen); color: inherit; }
.reference { margin: .25rem 0 0; color: var(--soft); font-size: .8125rem; }
.back { color: var(--accent); font-size: .8125rem; text-decoration: none; }
aside p { margin: .25rem 0; }
footer { margin-top: 3rem; }
@media print { :root { --ink: #000; --ground: #fff; --paper: #fff; } body { max-width: none; padding: 0; font-size: 10.5pt; } section { break-inside: auto; } aside li, tr { break-inside: avoid; } .back { display: none; } .table { overflow: visible; } mark { background: none; text-decoration: underline; } }`;
