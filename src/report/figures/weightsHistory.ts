/** The weights of an effective action while it learns, against the trajectory: those that moved most, where there are many. */
import type { Figure } from '../frame.ts';
import { columnsOf } from '../numbers.ts';
import { padded, rangeOf } from '../scale.ts';
import { curveColours } from '../style.ts';
import { line } from './marks.ts';
import { type Plotted, theoryOf } from './plotted.ts';

const prefix = 'weight.';

/** Of the first run; undefined where it has logged no weights. */
export function weightsHistory(plotted: readonly Plotted[]): Figure | undefined {
  const all = [...plotted[0].run.columns.byName.values()].filter(({ name }) => name.startsWith(prefix));
  if (all.length === 0 || all[0].trajectories.length < 2) return undefined;
  const curves = all.map(({ name, trajectories, components: [values] }) => ({
    name: name.slice(prefix.length),
    points: trajectories.map((x, i) => ({ x, y: values[i] })),
  }));
  const way = ({ points }: (typeof curves)[number]) => {
    const [low, high] = rangeOf(points.map(({ y }) => y));
    return high - low;
  };
  const shown = curves.toSorted((a, b) => way(b) - way(a)).slice(0, curveColours);
  const points = shown.flatMap(curve => curve.points);
  const few = shown.length < curves.length ? `, the ${shown.length} of ${curves.length} that moved most` : '';
  return {
    caption: `Weights after each batch${few}. ${theoryOf([plotted[0]])}`,
    xLabel: 'trajectory',
    yLabel: 'weight',
    xRange: rangeOf(points.map(({ x }) => x)),
    yRange: padded(rangeOf(points.map(({ y }) => y))),
    legend: shown.map(({ name }) => name),
    numbers: () => columnsOf(['trajectory', 'number along the run'], ['weight', 'weight after the batch'], shown),
    draw: (x, y) => shown.map((curve, k) => line(curve.points, x, y, k)),
  };
}
