/** Curves of several networks in one figure, as an SVG file of its own. */
import { drawing } from '../../src/report/frame.ts';
import { element, escapeText } from '../../src/report/markup.ts';
import { rangeOf, type Scale } from '../../src/report/scale.ts';

export interface Curve {
  readonly label: string;
  readonly points: readonly { readonly x: number; readonly y: number; readonly error: number }[];
}

const colours = ['#b3423a', '#d08a2e', '#2f6fab', '#6b4fa0', '#2b8a57', '#1f2937'];
const style = `svg { background: #fff; font-family: sans-serif; } text { font-size: 11px; fill: #444; }
.label { font-size: 12px; fill: #111; } .grid { stroke: #e5e5e5; stroke-width: 1; }`;

export interface CurvesOptions {
  readonly caption: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly curves: readonly Curve[];
  readonly yRange?: readonly [number, number];
}

/** Each curve with a band of one standard error. */
export function curves(options: CurvesOptions): string {
  const { curves: list, yRange } = options;
  const all = list.flatMap(({ points }) => points);
  const heights = all.flatMap(({ y, error }) => [y - error, y + error]);
  return drawing(
    {
      ...options,
      xRange: rangeOf(all.map(({ x }) => x)),
      yRange: yRange ?? rangeOf(heights),
      draw: (x, y) => {
        const top = legendTop(list, y);
        return list.flatMap((curve, k) => [...band(curve, colours[k], x, y), legend(curve, k, x, top)]);
      },
    },
    { xmlns: 'http://www.w3.org/2000/svg', width: '720', height: '260' },
    style,
  );
}

function band({ points }: Curve, colour: string, x: Scale, y: Scale): string[] {
  const at = (px: number, py: number) => `${x(px).toFixed(1)},${y(Math.min(y.to, Math.max(y.from, py))).toFixed(1)}`;
  const upper = points.map(p => at(p.x, p.y + p.error));
  const lower = points.map(p => at(p.x, p.y - p.error)).toReversed();
  return [
    element('polygon', { points: [...upper, ...lower].join(' '), fill: colour, 'fill-opacity': 0.15 }),
    element('polyline', {
      points: points.map(p => at(p.x, p.y)).join(' '),
      fill: 'none',
      stroke: colour,
      'stroke-width': 1.5,
    }),
  ];
}

const lineHeight = 14;

/** Pixel of the first line of the legend: in the half of the frame that the curves end away from. */
function legendTop(list: readonly Curve[], y: Scale): number {
  const ends = list.map(({ points }) => points[points.length - 1].y);
  const high = Math.max(...ends) + Math.min(...ends) > y.from + y.to;
  return high ? y(y.from) - lineHeight * list.length : y(y.to) + lineHeight;
}

function legend({ label }: Curve, k: number, x: Scale, firstLine: number): string {
  const left = x(x.to) - 250;
  const top = firstLine + lineHeight * k;
  const line = { x1: left, x2: left + 18, y1: top - 4, y2: top - 4, stroke: colours[k], 'stroke-width': 2 };
  return element('line', line) + element('text', { x: left + 24, y: top }, escapeText(label));
}
