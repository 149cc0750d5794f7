/** How the report looks: the reader's light or dark scheme, system fonts, nothing from elsewhere. */
export const styleSheet = `
:root { color-scheme: light dark; --ink: #1c2024; --faint: #d8dce0; --soft: #667; --paper: #fff; --curve: #2563a8; --bar: #6f9fd0; --band: #e07b1a; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e4e7ea; --faint: #343a40; --soft: #9aa3ad; --paper: #16191c; --curve: #7db5ee; --bar: #44719f; --band: #f0a050; }
}
body { margin: 2rem auto; max-width: 48rem; padding: 0 1rem; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
table { border-collapse: collapse; margin: 1rem 0; } caption { text-align: left; color: var(--soft); }
th, td { padding: .2rem 1rem .2rem 0; text-align: left; border-bottom: 1px solid var(--faint); font-variant-numeric: tabular-nums; }
figure { margin: 1.5rem 0; } figcaption { color: var(--soft); font-size: .9rem; } svg { width: 100%; height: auto; }
svg text { fill: var(--soft); font-size: 11px; } svg .label { fill: var(--ink); font-size: 12px; }
.grid { stroke: var(--faint); stroke-width: 1; } .border { stroke: var(--soft); stroke-dasharray: 4 3; }
.curve { fill: none; stroke: var(--curve); stroke-width: .9; } .dot { fill: var(--curve); } .bar { fill: var(--bar); stroke: var(--paper); stroke-width: .5; } .band { fill: var(--band); fill-opacity: .35; }
pre { overflow-x: auto; padding: 1rem; border: 1px solid var(--faint); font-size: .85rem; }
`.trim();
