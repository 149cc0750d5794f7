/**
 * The static potential V(R) from Wilson loops: log W(R,T)/W(R,T+1) against R, one curve for each T. Where curves of
 * growing T lie on each other, excited states are gone. The fitted V(r) = A + σr − α/r is drawn over the distances it was fitted
 * to; then all distances are those of perturbation theory, as in the fit.
 */
import { type FittedPotential, type LoopCurve, loopCurves, potentialOf } from '../../analysis/potential.ts';
import { cornell, treeLevelDistance } from '../../measure/observables/index.ts';
import { formatEstimate } from '../../measure/statistics/index.ts';
import type { Figure } from '../frame.ts';
import { columnsOf } from '../numbers.ts';
import { padded, rangeOf } from '../scale.ts';
import { line, type MeasuredPoint, measured, reach } from './marks.ts';
import { type Plotted, theoryOf } from './plotted.ts';

/** Undefined where the list does not hold loops of two distances at least. */
export function potentialFigure(plotted: readonly Plotted[], name: string): Figure | undefined {
  const list = plotted[0].analysis.lists.find(found => found.name === name);
  const fitted = list === undefined ? undefined : fittedPotential(plotted[0], name);
  const byTime = new Map<number, MeasuredPoint[]>();
  for (const { separation, curve } of list === undefined ? [] : loopCurves(list)) {
    const distance = fitted === undefined ? Math.hypot(...separation) : treeLevel(separation);
    for (const entry of curve.masses?.values ?? []) {
      if ('failure' in entry) continue;
      const { mean, error } = entry.mass;
      // Noise beyond its own size is no point of a potential.
      if (error > Math.abs(mean) / 2) continue;
      const time = curve.x[entry.t];
      byTime.set(time, [...(byTime.get(time) ?? []), { x: distance, y: mean, error }]);
    }
  }
  const curves = [...byTime].sort(([one], [other]) => one - other);
  const all = curves.flatMap(([, points]) => points);
  if (list === undefined || new Set(all.map(({ x }) => x)).size < 2) return undefined;
  const curve = fitted === undefined ? [] : pointsOf(fitted);
  const words =
    fitted === undefined
      ? ''
      : ` Line: A + σr − α/r fitted at T = ${fitted.T}, σa² = ${formatEstimate(fitted.fit.tension)}, α = ${formatEstimate(fitted.fit.alpha)}.`;
  return {
    caption: `Static potential a V = log W(R,T)/W(R,T+1), jackknife over bins of ${list.binSize}.${words} ${theoryOf([plotted[0]])}`,
    xLabel: fitted === undefined ? 'R/a' : 'r/a, of lowest-order perturbation theory',
    yLabel: 'a V',
    xRange: padded(rangeOf([0, ...all.map(({ x }) => x)]), 0.04),
    yRange: padded(rangeOf([0, ...reach(all)])),
    legend: curves.map(([time]) => `T = ${time}`),
    numbers: () =>
      columnsOf(
        ['r', fitted === undefined ? 'R/a' : 'r/a of lowest-order perturbation theory'],
        ['V', 'a V'],
        [
          ...curves.map(([time, points]) => ({ name: `T = ${time}`, points })),
          ...(curve.length > 0 ? [{ name: 'fit', points: curve }] : []),
        ],
      ),
    draw: (x, y) => {
      const k = curves.findIndex(([time]) => time === fitted?.T);
      return [
        ...(k < 0 ? [] : [line(curve, x, y, k)]),
        ...curves.map(([, points], colour) => measured(points, x, y, colour)),
      ];
    },
  };
}

/** The fit; undefined where there is none, which the analysis says. */
function fittedPotential({ analysis, run }: Plotted, name: string): FittedPotential | undefined {
  const list = analysis.lists.find(found => found.name === name);
  const chains = analysis.chains.get(name);
  if (list === undefined || chains === undefined) return undefined;
  try {
    return potentialOf({ list, chains, extent: run.resolved.lattice.extent });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function treeLevel([x = 0, y = 0, z = 0]: LoopCurve['separation']): number {
  return treeLevelDistance([x, y, z]);
}

const pointsOnCurve = 60;

function pointsOf({ fit: { potential, constant, tension, alpha } }: FittedPotential): { x: number; y: number }[] {
  const distances = potential.map(({ r }) => r);
  const [nearest, farthest] = [Math.min(...distances), Math.max(...distances)];
  return Array.from({ length: pointsOnCurve + 1 }, (_, i) => {
    const r = nearest + ((farthest - nearest) * i) / pointsOnCurve;
    return { x: r, y: cornell(r, [constant.mean, tension.mean, alpha.mean]) };
  });
}
