/** How often each value occurred; of several runs beside each other, as densities. */
import type { Figure } from '../frame.ts';
import { element } from '../markup.ts';
import { columnsOf, named } from '../numbers.ts';
import { rangeOf, type Scale } from '../scale.ts';
import { curveColours } from '../style.ts';
import {
  axisLabel,
  columnName,
  countedValues,
  namesOf,
  type Plotted,
  plottable,
  theoryOf,
  titleOf,
} from './plotted.ts';

export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

const fewestBins = 5;
const mostBins = 60;

/** Equal bins over a range, by default that of the values; their number grows like √n. */
export function binned(values: ArrayLike<number>, range = rangeOf(Array.from(values))): Bin[] {
  if (values.length === 0) return [];
  const [low, high] = range;
  if (low === high) return [{ from: low, to: high, count: values.length }];
  const number = Math.min(Math.max(Math.ceil(Math.sqrt(values.length)), fewestBins), mostBins);
  const step = (high - low) / number;
  const counts = new Array<number>(number).fill(0);
  for (let i = 0; i < values.length; i++) counts[Math.min(Math.floor((values[i] - low) / step), number - 1)]++;
  return counts.map((count, index) => ({ from: low + index * step, to: low + (index + 1) * step, count }));
}

/** The distribution of one logged number over the trajectories that count; undefined where nothing was measured. */
export function histogram(plotted: readonly Plotted[], name: string): Figure | undefined {
  const values = plotted.map(one => countedValues(one, plottable(name)) ?? new Float64Array());
  const range = rangeOf(values.flatMap(list => Array.from(list)));
  const bins = values.map(list => binned(list, range));
  if (bins.every(list => list.length === 0)) return undefined;
  const isAlone = plotted.length === 1;
  const heightOf = ({ from, to, count }: Bin, k: number) =>
    isAlone || from === to ? count : count / (values[k].length * (to - from));
  const highest = Math.max(...bins.flatMap((list, k) => list.map(bin => heightOf(bin, k))));
  return {
    caption: `Distribution of ${titleOf(plotted, name)} over ${counted(values)}. ${theoryOf(plotted)}`,
    xLabel: axisLabel(plotted, name),
    yLabel: isAlone ? 'measurements' : 'density',
    xRange: range,
    yRange: [0, highest * 1.05],
    legend: namesOf(plotted),
    numbers: () =>
      columnsOf(
        [columnName(name), 'middle of a bin'],
        isAlone ? ['measurements', 'in this bin'] : ['density', 'measurements per unit, of all'],
        named(
          namesOf(plotted),
          bins.map((list, k) => list.map(bin => ({ x: (bin.from + bin.to) / 2, y: heightOf(bin, k) }))),
        ),
      ),
    draw: (x, y) =>
      bins.flatMap((list, k) => (isAlone ? bars(list, x, y) : [steps(list, bin => heightOf(bin, k), k, x, y)])),
  };
}

function counted(values: readonly Float64Array[]): string {
  const lengths = [...new Set(values.map(({ length }) => length))];
  const each = values.length > 1 && lengths.length === 1 ? ' each' : '';
  return `${lengths.join(', ')} measurements${each}`;
}

function bars(bins: readonly Bin[], x: Scale, y: Scale): string[] {
  return bins.map(({ from, to, count }) => {
    const left = x(from === to ? x.from : from);
    const right = x(from === to ? x.to : to);
    return element('rect', { class: 'bar', x: left, y: y(count), width: right - left, height: y(0) - y(count) });
  });
}

function steps(bins: readonly Bin[], heightOf: (bin: Bin) => number, k: number, x: Scale, y: Scale): string {
  if (bins.length === 0) return '';
  const path = bins.map(bin => `V${y(heightOf(bin)).toFixed(1)}H${x(bin.to).toFixed(1)}`).join('');
  return element('path', {
    class: `curve curve${k % curveColours}`,
    d: `M${x(bins[0].from).toFixed(1)},${y(0).toFixed(1)}${path}V${y(0).toFixed(1)}`,
  });
}
