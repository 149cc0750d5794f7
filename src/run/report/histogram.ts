/** How often each value occurred. */
import { figure } from './frame.ts';
import { element } from './markup.ts';
import { rangeOf } from './scale.ts';

export interface HistogramOptions {
  readonly caption: string;
  readonly xLabel: string;
  readonly values: readonly number[];
}

export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

const fewestBins = 5;
const mostBins = 60;

/** Equal bins over the range of the values; their number grows like √n. */
export function binned(values: readonly number[]): Bin[] {
  if (values.length === 0) return [];
  const [low, high] = rangeOf(values);
  if (low === high) return [{ from: low, to: high, count: values.length }];
  const number = Math.min(Math.max(Math.ceil(Math.sqrt(values.length)), fewestBins), mostBins);
  const step = (high - low) / number;
  const counts = new Array<number>(number).fill(0);
  for (const value of values) counts[Math.min(Math.floor((value - low) / step), number - 1)]++;
  return counts.map((count, index) => ({ from: low + index * step, to: low + (index + 1) * step, count }));
}

/** Draws a histogram; undefined when there are no values. */
export function histogram({ caption, xLabel, values }: HistogramOptions): string | undefined {
  const bins = binned(values);
  if (bins.length === 0) return undefined;
  return figure({
    caption,
    xLabel,
    yLabel: 'trajectories',
    xRange: [bins[0].from, bins.at(-1)!.to],
    yRange: [0, Math.max(...bins.map(({ count }) => count)) * 1.05],
    draw: (x, y) =>
      bins.map(({ from, to, count }) => {
        const left = x(from === to ? x.from : from);
        const right = x(from === to ? x.to : to);
        return element('rect', { class: 'bar', x: left, y: y(count), width: right - left, height: y(0) - y(count) });
      }),
  });
}
