/** ρ(t) with errors, and the window up to which the Γ-method summed it. */

import { autocorrelationOfReplicas, formatEstimate } from '../../measure/statistics/index.ts';
import type { Figure } from '../frame.ts';
import { columnsOf } from '../numbers.ts';
import { padded, rangeOf } from '../scale.ts';
import { marker, measured, reach } from './marks.ts';
import { type Plotted, plottable, scalarNamed, theoryOf, titleOf } from './plotted.ts';

const fewestLags = 10;
const mostLags = 200;

/** The autocorrelation of one number of one run; undefined where it has none. */
export function autocorrelationFigure(plotted: readonly Plotted[], name: string): Figure | undefined {
  const [first] = plotted;
  const { column, component } = plottable(name);
  const chains = first.analysis.chains.get(column);
  const estimate = scalarNamed(first, name)?.estimate;
  if (chains === undefined || estimate === undefined || Number.isNaN(estimate.error)) return undefined;
  const { stride, trajectories } = chains;
  const runs = chains.runs[component];
  const longest = Math.max(...runs.map(({ length }) => length));
  const wanted = Math.max(fewestLags, Math.ceil((3 * estimate.window) / stride));
  const rho = autocorrelationOfReplicas(runs, Math.min(wanted, mostLags, Math.floor(longest / 2)), trajectories);
  const points = rho.map(({ value, error }, t) => ({ x: t * stride, y: value, error }));
  const tau = formatEstimate({ mean: estimate.tauInt, error: estimate.tauIntError });
  return {
    caption: `Autocorrelation of the ${titleOf(plotted, name)}; dashed: the window ${estimate.window}, up to which τ_int = ${tau} was summed. ${theoryOf([first])}`,
    xLabel: 't  [trajectories]',
    yLabel: 'ρ(t)',
    xRange: padded(rangeOf(points.map(({ x }) => x)), 0.02),
    yRange: padded(rangeOf([0, ...reach(points)])),
    numbers: () => columnsOf(['t', 'lag in trajectories'], ['rho', 'autocorrelation ρ(t)'], [{ points }]),
    draw: (x, y) => [marker('across', 0, x, y), marker('upright', estimate.window, x, y), measured(points, x, y)],
  };
}
