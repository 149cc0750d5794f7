/** The frame of a figure: axes with ticks, labels, legend and a caption; what is inside is drawn by the figure itself. */
import type { Column } from '../files/index.ts';
import { element, escapeText } from './markup.ts';
import { linearScale, logarithmicScale, logarithmicTicks, type Scale, ticks } from './scale.ts';
import { curveColours, drawingStyle } from './style.ts';

export interface FrameOptions {
  readonly caption: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly xRange: readonly [number, number];
  readonly yRange: readonly [number, number];
  /** Linear by default. */
  readonly xKind?: 'linear' | 'logarithmic';
  readonly yKind?: 'linear' | 'logarithmic';
  /** Where ticks are, instead of at round values. */
  readonly xTicks?: readonly number[];
  readonly yTicks?: readonly number[];
  /** What the curves are called, in the order of their colours. */
  readonly legend?: readonly string[];
  /** In pixels; 720 and 260 by default. */
  readonly width?: number;
  readonly height?: number;
  /** Draws the marks, given the scales. */
  readonly draw: (x: Scale, y: Scale) => readonly string[];
}

export interface Figure extends FrameOptions {
  /** What is drawn, for other programs: every point, none thinned out. */
  readonly numbers: () => readonly Column[];
  /** The same in small frames of one scale, for each run its own; their captions are the names of runs. */
  readonly panels?: readonly FrameOptions[];
}

export const width = 720;
export const height = 260;
const margin = { left: 72, right: 16, top: 22, bottom: 44 };
const lineHeight = 15;
/** Pixels between ticks, so that their numbers do not touch. */
const tickRoom = { x: 85, y: 45 };

/** A `<figure>` with an inline SVG. Colours are those of the page. */
export function figure(options: FrameOptions & Pick<Figure, 'panels'>): string {
  const { width: across = width, panels } = options;
  if (panels) return multiples(options.caption, panels);
  // Figures narrower than a page are not blown up to its width.
  const attributes: Record<string, string> =
    across === width ? {} : { style: `max-width: ${Math.round(across)}px; min-width: 0` };
  return element('figure', {}, [drawing(options, attributes), element('figcaption', {}, escapeText(options.caption))]);
}

/** Small frames beside each other, as many in a row as there is room for. */
function multiples(caption: string, panels: readonly FrameOptions[]): string {
  const frames = panels.map(panel => element('div', {}, [escapeText(panel.caption), drawing(panel)]));
  return element('figure', {}, [
    element('div', { class: 'multiples' }, frames),
    element('figcaption', {}, escapeText(caption)),
  ]);
}

/** The SVG alone; `attributes` are added to its root, `style` is a sheet for use outside a page. */
export function drawing(options: FrameOptions, attributes: Readonly<Record<string, string>> = {}, style = ''): string {
  const { caption, xLabel, yLabel, draw, width: across = width, height: down = height } = options;
  const { x, y } = scalesOf(options);
  const usual = (kind: FrameOptions['xKind'], scale: Scale, pixels: number, room: number) =>
    kind === 'logarithmic' ? logarithmicTicks(scale) : ticks(scale, Math.round(pixels / room));
  const { xTicks = usual(options.xKind, x, across, tickRoom.x) } = options;
  const { yTicks = usual(options.yKind, y, down, tickRoom.y) } = options;
  const middle = (scale: Scale) => (scale(scale.from) + scale(scale.to)) / 2;
  const content = [
    ...(style === '' ? [] : [element('style', {}, style)]),
    element('title', {}, escapeText(caption)),
    ...xTicks.map(value => tick(value, { x1: x(value), x2: x(value), y1: y(y.to), y2: y(y.from) }, 'below')),
    ...yTicks.map(value => tick(value, { x1: x(x.from), x2: x(x.to), y1: y(value), y2: y(value) }, 'left')),
    ...draw(x, y),
    ...legendLines(options.legend ?? [], across),
    element('text', { class: 'label', x: middle(x), y: down - 6, 'text-anchor': 'middle' }, escapeText(xLabel)),
    element(
      'text',
      { class: 'label', 'text-anchor': 'middle', transform: `translate(14 ${middle(y)}) rotate(-90)` },
      escapeText(fitted(yLabel, down)),
    ),
  ];
  const root = { viewBox: `0 0 ${across} ${down}`, role: 'img', 'aria-label': caption, ...attributes };
  return element('svg', root, content);
}

/** A file of its own: the drawing on paper, with its caption below it in lines that fit. */
export function standalone(options: FrameOptions): string {
  const { width: across = width, height: down = height, caption, draw } = options;
  const lines = folded(caption, Math.floor((across - 2 * lineHeight) / 6));
  const total = down + lineHeight * (lines.length + 1);
  const words = lines.map((line, k) =>
    element('text', { x: lineHeight, y: down + lineHeight * (k + 1) }, escapeText(line)),
  );
  const sheet = element('rect', { class: 'sheet', x: 0, y: 0, width: across, height: total });
  const drawn = drawing(
    { ...options, draw: (x, y) => [...draw(x, y), ...words] },
    { xmlns: 'http://www.w3.org/2000/svg', width: `${across}`, height: `${total}`, viewBox: `0 0 ${across} ${total}` },
    drawingStyle,
  );
  return `${drawn.replace('</title>', `</title>\n${sheet}`)}\n`;
}

function scalesOf({ legend = [], ...options }: FrameOptions): { x: Scale; y: Scale } {
  const { xRange, yRange, xKind, yKind, width: across = width, height: down = height } = options;
  const top = margin.top + legendHeight(legend, across);
  const scaleOf = (kind: FrameOptions['xKind']) => (kind === 'logarithmic' ? logarithmicScale : linearScale);
  return {
    x: scaleOf(xKind)(xRange, [margin.left, across - margin.right]),
    y: scaleOf(yKind)(yRange, [down - margin.bottom, top]),
  };
}

type Line = Readonly<Record<'x1' | 'x2' | 'y1' | 'y2', number>>;

function tick(value: number, line: Line, side: 'below' | 'left'): string {
  const place =
    side === 'below'
      ? { x: line.x1, y: line.y1 < line.y2 ? line.y2 + 16 : line.y1 + 16, 'text-anchor': 'middle' }
      : { x: line.x1 - 6, y: line.y1 + 4, 'text-anchor': 'end' };
  return element('line', { class: 'grid', ...line }) + element('text', place, tickText(value));
}

/** Few letters: very large and very small numbers with an exponent. */
function tickText(value: number): string {
  const size = Math.abs(value);
  const text = size !== 0 && (size < 1e-3 || size >= 1e5) ? value.toExponential() : String(value);
  return text.replace('e+', 'e').replace('-', '−');
}

/** Without its unit where it would be longer than the axis. */
function fitted(label: string, pixels: number): string {
  return [...label].length * 6 < pixels ? label : label.replace(/ {2}\[.*$/, '');
}

const legendWidth = 170;

/** Pixels that a legend takes from the height of a figure. */
export function legendHeight(legend: readonly string[], across: number): number {
  return legend.length < 2 ? 0 : lineHeight * Math.ceil(legend.length / perRow(across));
}

function perRow(across: number): number {
  return Math.max(1, Math.floor((across - margin.left - margin.right) / legendWidth));
}

/** Above the frame, in rows. A single curve needs none. */
function legendLines(legend: readonly string[], across: number): string[] {
  if (legend.length < 2) return [];
  return legend.map((label, k) => {
    const x = margin.left + legendWidth * (k % perRow(across));
    const y = margin.top - 8 + lineHeight * Math.floor(k / perRow(across));
    const stroke = element('line', {
      class: `curve curve${k % curveColours}`,
      x1: x,
      x2: x + 18,
      y1: y - 4,
      y2: y - 4,
    });
    return stroke + element('text', { class: 'legend', x: x + 24, y }, escapeText(shortened(label, 22)));
  });
}

function shortened(text: string, length: number): string {
  const letters = [...text];
  return letters.length <= length ? text : `${letters.slice(0, length - 1).join('')}…`;
}

/** Lines of at most so many letters, broken between words. */
function folded(text: string, letters: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if ([...longer].length <= letters || lines.at(-1) === '') lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
