/** The frame of a figure: axes with ticks, labels and a caption; what is inside is drawn by the figure itself. */
import { element, escapeText } from './markup.ts';
import { linearScale, type Scale, ticks } from './scale.ts';

export interface FrameOptions {
  readonly caption: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly xRange: readonly [number, number];
  readonly yRange: readonly [number, number];
  /** Draws the marks, given the scales. */
  readonly draw: (x: Scale, y: Scale) => readonly string[];
}

export const width = 720;
export const height = 260;
const margin = { left: 72, right: 16, top: 22, bottom: 44 };

/** A `<figure>` with an inline SVG. Colours are those of the page. */
export function figure(options: FrameOptions): string {
  return element('figure', {}, [drawing(options), element('figcaption', {}, escapeText(options.caption))]);
}

/** The SVG alone; `attributes` are added to its root, `style` is a sheet for use outside a page. */
export function drawing(
  { caption, xLabel, yLabel, xRange, yRange, draw }: FrameOptions,
  attributes: Readonly<Record<string, string>> = {},
  style = '',
): string {
  const x = linearScale(xRange, [margin.left, width - margin.right]);
  const y = linearScale(yRange, [height - margin.bottom, margin.top]);
  const content = [
    ...(style === '' ? [] : [element('style', {}, style)]),
    element('title', {}, escapeText(caption)),
    ...ticks(x, 8).map(value => tick(value, { x1: x(value), x2: x(value), y1: margin.top, y2: y(y.from) }, 'below')),
    ...ticks(y, 5).map(value => tick(value, { x1: margin.left, x2: x(x.to), y1: y(value), y2: y(value) }, 'left')),
    ...draw(x, y),
    element(
      'text',
      { class: 'label', x: (x(x.from) + x(x.to)) / 2, y: height - 6, 'text-anchor': 'middle' },
      escapeText(xLabel),
    ),
    element(
      'text',
      { class: 'label', 'text-anchor': 'middle', transform: `translate(14 ${(y(y.from) + y(y.to)) / 2}) rotate(-90)` },
      escapeText(yLabel),
    ),
  ];
  const root = { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': caption, ...attributes };
  return element('svg', root, content);
}

type Line = Readonly<Record<'x1' | 'x2' | 'y1' | 'y2', number>>;

function tick(value: number, line: Line, side: 'below' | 'left'): string {
  const place =
    side === 'below'
      ? { x: line.x1, y: line.y2 + 16, 'text-anchor': 'middle' }
      : { x: line.x1 - 6, y: line.y1 + 4, 'text-anchor': 'end' };
  return element('line', { class: 'grid', ...line }) + element('text', place, String(value));
}
