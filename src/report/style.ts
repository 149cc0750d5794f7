/** How the report and its figures look: the reader's light or dark scheme, system fonts, nothing from elsewhere. */

/** Each colour on light and on dark paper. Colour-blind readers can distinguish curves 0 to 5. */
const palette = {
  ink: ['#1c2024', '#e4e7ea'],
  faint: ['#d8dce0', '#343a40'],
  soft: ['#667', '#9aa3ad'],
  paper: ['#fff', '#16191c'],
  bar: ['#9dbfe3', '#3d668f'],
  band: ['#e07b1a', '#f0a050'],
  curve0: ['#2563a8', '#7db5ee'],
  curve1: ['#c2410c', '#f59e5b'],
  curve2: ['#0f766e', '#5cc9bd'],
  curve3: ['#86198f', '#dd8be6'],
  curve4: ['#a16207', '#e0c04c'],
  curve5: ['#4b5563', '#b6bec9'],
} as const satisfies Record<string, readonly [light: string, dark: string]>;

type Colour = keyof typeof palette;

/** Number of curves that have colours of their own. */
export const curveColours = 6;

/** The rules of everything that is drawn. */
function marks(colour: (name: Colour) => string): string {
  const curves = Array.from({ length: curveColours }, (_, k) => {
    const own = colour(`curve${k}` as Colour);
    return `.curve${k} { stroke: ${own}; } .fill${k} { fill: ${own}; }`;
  });
  return `svg text { fill: ${colour('soft')}; font-size: 11px; } svg .label { fill: ${colour('ink')}; font-size: 12px; } .legend { fill: ${colour('ink')}; }
.sheet { fill: ${colour('paper')}; } .grid { stroke: ${colour('faint')}; stroke-width: 1; } .border { stroke: ${colour('soft')}; stroke-dasharray: 4 3; }
.curve { fill: none; stroke-width: 1.2; } .whisker { fill: none; stroke-width: 1; } .bar { fill: ${colour('bar')}; stroke: ${colour('paper')}; stroke-width: .5; }
.band { fill: ${colour('band')}; fill-opacity: .35; } .mark { stroke: ${colour('band')}; stroke-width: 1.2; stroke-dasharray: 5 3; } .cloud { fill-opacity: .45; }
.faintCurve { stroke-opacity: .3; } .inset { fill: ${colour('paper')}; stroke: ${colour('faint')}; }
${curves.join(' ')}`;
}

const light = (name: Colour) => palette[name][0];
const dark = (name: Colour) => palette[name][1];
const variables = (of: (name: Colour) => string) =>
  Object.keys(palette)
    .map(name => `--${name}: ${of(name as Colour)};`)
    .join(' ');

/** For figures in a page that has the colours as variables. */
export const figureStyle = marks(name => `var(--${name})`);

/** For a page that holds figures. */
export const styleSheet = `
:root { color-scheme: light dark; ${variables(light)} }
@media (prefers-color-scheme: dark) { :root { ${variables(dark)} } }
body { margin: 2rem auto; max-width: 48rem; padding: 0 1rem; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
.wide { overflow-x: auto; } table { border-collapse: collapse; margin: 1rem 0; } caption { text-align: left; color: var(--soft); }
th, td { padding: .2rem 1rem .2rem 0; text-align: left; border-bottom: 1px solid var(--faint); font-variant-numeric: tabular-nums; white-space: nowrap; }
.diagnosis { padding: .6rem 1rem .6rem 2rem; border-left: 4px solid var(--faint); } .wrong { color: var(--curve1); font-weight: 600; }
figure { margin: 1.5rem 0; overflow-x: auto; } figcaption, .multiples { color: var(--soft); font-size: .9rem; } .multiples { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr)); gap: .8rem 1rem; } svg { width: 100%; height: auto; }
.lead { font-size: 1.1rem; } nav { margin: 1rem 0; } nav a { margin-right: 1.2rem; color: var(--curve0); } th[title] { text-decoration: underline dotted; text-underline-offset: .2em; cursor: help; }
pre { overflow-x: auto; padding: 1rem; border: 1px solid var(--faint); font-size: .85rem; }
${figureStyle}
/* Figures shrink with a narrow page, their letters less. */
@media (max-width: 36rem) { body { margin: 1rem auto; } svg text { font-size: 18px; } svg .label { font-size: 19px; } svg .phase { display: none; } .multiples svg text { font-size: 12px; } }
`.trim();

/** For a figure in a file of its own. */
export const drawingStyle = `text { font-family: system-ui, sans-serif; }
${marks(light)}
@media (prefers-color-scheme: dark) {
${marks(dark)}
}`;
