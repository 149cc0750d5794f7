/**
 * Runs of spins beside each other, one point for each, or for each set of runs that differ in their seeds alone:
 *   acceptance against the number of layers of the effective model, with erfc(√MSE/2), what independent proposals would have;
 *   MSE = ⟨r²⟩ over the proposals of production, r = −ln W − S_eff, against the number of weights, with a fitted (a/x)^b;
 *   an observable against the temperature T = 1/β, a curve for each sampler.
 */
import {
  acceptanceFromMean,
  formatEstimate,
  gammaMethod,
  leastSquares,
  type Measured,
} from '../../measure/statistics/index.ts';
import { isSpinRun, type SpinRun } from '../../runfile/schema/index.ts';
import { spinModel, spinSampler } from '../../runfile/theoryLine.ts';
import { plural } from '../../words/index.ts';
import type { Figure } from '../frame.ts';
import { columnsOf } from '../numbers.ts';
import type { Point } from '../points.ts';
import { padded, rangeOf } from '../scale.ts';
import { drawnError, line, type MeasuredPoint, measured, reach } from './marks.ts';
import { axisLabel, columnName, countedValues, type Plotted, plottable, scalarNamed, titleOf } from './plotted.ts';

interface Curve {
  readonly name: string;
  readonly points: readonly MeasuredPoint[];
}

/** What a run adds to a figure; undefined where it adds nothing. */
type Place = (
  one: Plotted,
  run: SpinRun,
) => { readonly curve: string; readonly x: number; readonly y: Measured } | undefined;

const layersOf = ({ effective }: SpinRun): number => (effective && 'layers' in effective ? effective.layers : 0);

/** Models without layers belong to every kind. */
const everyKind = 'linear';

export function acceptanceByLayers(plotted: readonly Plotted[], name: string): Figure | undefined {
  if (name !== 'accepted') return undefined;
  const placed = (yOf: (one: Plotted) => Measured | undefined) =>
    fromBottom(
      curvesOf(plotted, (one, run) => {
        const y = yOf(one);
        return run.effective && y && { curve: run.effective.kind, x: layersOf(run), y };
      }),
    );
  const curves = placed(one => scalarNamed(one, 'acceptance')?.estimate);
  const expected = placed(one => {
    const mse = meanSquare(one);
    return mse && { mean: acceptanceFromMean(mse.mean), error: 0 };
  });
  if (curves.length === 0) return undefined;
  const layers = curves.flatMap(({ points }) => points.map(({ x }) => x));
  return {
    caption: `Acceptance against the number of layers; lines: erfc(√MSE/2), of independent proposals. ${modelOf(plotted)}`,
    xLabel: 'layers',
    yLabel: 'acceptance',
    xRange: padded(rangeOf(layers), 0.04),
    yRange: [0, 1],
    xTicks: [...new Set(layers)].sort((a, b) => a - b),
    legend: curves.map(({ name: kind }) => kind),
    numbers: () =>
      columnsOf(
        ['layers', 'of the effective model'],
        ['acceptance', 'of the proposals'],
        [...curves, ...expected.map(({ name: kind, points }) => ({ name: `${kind}: erfc(√MSE/2)`, points }))],
      ),
    draw: (x, y) => [
      ...expected.map(({ points }, k) => line(points, x, y, k)),
      ...curves.map(({ points }, k) => measured(points, x, y, k)),
    ],
  };
}

/** Fewer points than this say nothing of a power. */
const fewestOfPower = 3;

export function lossByWeights(plotted: readonly Plotted[], name: string): Figure | undefined {
  if (name !== 'r') return undefined;
  const curves = curvesOf(plotted, (one, run) => {
    const y = meanSquare(one);
    return run.effective && one.weights !== undefined && y
      ? { curve: run.effective.kind, x: one.weights, y }
      : undefined;
  });
  if (curves.length === 0) return undefined;
  const points = curves.flatMap(curve => curve.points);
  const laws = curves.map(({ points: own }) => powerLaw(own));
  const words = curves.flatMap(({ name: kind }, k) => {
    const law = laws[k];
    return law ? [`${kind}: (${formatEstimate(law.scale)}/x)^${formatEstimate(law.power)}`] : [];
  });
  return {
    caption: `MSE of ln W + S_eff over the proposals, against the number of weights x.${words.length > 0 ? ` Fitted power laws: ${words.join('; ')}.` : ''} ${modelOf(plotted)}`,
    xLabel: 'weights',
    yLabel: 'MSE',
    xKind: 'logarithmic',
    yKind: 'logarithmic',
    xRange: spread(points.map(({ x }) => x)),
    yRange: spread(points.map(({ y }) => y)),
    legend: curves.map(({ name: kind }) => kind),
    numbers: () => columnsOf(['weights', 'of the effective model'], ['MSE', '⟨(ln W + S_eff)²⟩'], curves),
    draw: (x, y) => [
      ...curves.flatMap(({ points: own }, k) => (laws[k] ? [line(along(own, laws[k].at), x, y, k)] : [])),
      ...curves.map(({ points: own }, k) => measured(own, x, y, k)),
    ],
  };
}

export function byTemperature(plotted: readonly Plotted[], name: string): Figure | undefined {
  const curves = curvesOf(plotted, (one, run) => {
    const y = scalarNamed(one, name)?.estimate;
    return y && { curve: spinSampler(run), x: 1 / run.model.beta, y };
  });
  if (curves.length === 0) return undefined;
  const points = curves.flatMap(curve => curve.points);
  return {
    caption: `${titleOf(plotted, name)} against the temperature, ${plural(points.length, 'point')}. ${modelOf(plotted).replace(/, β = [^,]*/, '')}`,
    xLabel: 'T = 1/β',
    yLabel: axisLabel(plotted, name),
    xRange: padded(rangeOf(points.map(({ x }) => x)), 0.04),
    yRange: padded(rangeOf(reach(points)), 0.08),
    legend: curves.map(curve => curve.name),
    numbers: () => columnsOf(['temperature', 'T = 1/β'], [columnName(name), titleOf(plotted, name)], curves),
    draw: (x, y) =>
      curves.flatMap(({ points: own }, k) => [...(own.length > 1 ? [line(own, x, y, k)] : []), measured(own, x, y, k)]),
  };
}

/** What the runs have in common; their samplers are the curves. */
function modelOf([{ run }]: readonly Plotted[]): string {
  return isSpinRun(run.resolved) ? spinModel(run.resolved) : '';
}

/** The points of all runs of spins, by curve, from left to right. */
function curvesOf(plotted: readonly Plotted[], place: Place): Curve[] {
  const byCurve = new Map<string, Map<number, Measured[]>>();
  for (const one of plotted) {
    const { resolved } = one.run;
    const found = isSpinRun(resolved) ? place(one, resolved) : undefined;
    if (!found) continue;
    const curve = byCurve.get(found.curve) ?? new Map<number, Measured[]>();
    curve.set(found.x, [...(curve.get(found.x) ?? []), found.y]);
    byCurve.set(found.curve, curve);
  }
  return [...byCurve].map(([name, at]) => ({
    name,
    points: [...at].map(([x, values]) => ({ x, ...together(values) })).sort((a, b) => a.x - b.x),
  }));
}

/** Of several seeds the mean with its standard error, which knows of training too; of one its own error. */
function together(values: readonly Measured[]): { readonly y: number; readonly error: number } {
  const y = values.reduce((sum, { mean }) => sum + mean, 0) / values.length;
  if (values.length === 1) return { y, error: drawnError(values[0]) };
  const squares = values.reduce((sum, { mean }) => sum + (mean - y) ** 2, 0);
  return { y, error: Math.sqrt(squares / (values.length - 1) / values.length) };
}

/** Every kind of layers begins at the linear model. */
function fromBottom(curves: readonly Curve[]): Curve[] {
  const bottom = curves.find(({ name }) => name === everyKind);
  const others = curves.filter(curve => curve !== bottom);
  if (!bottom || others.length === 0) return [...curves];
  return others.map(({ name, points }) => ({ name, points: [...bottom.points, ...points] }));
}

function meanSquare(one: Plotted): Measured | undefined {
  const values = countedValues(one, plottable('r'));
  return values && gammaMethod(values.map(r => r * r));
}

interface PowerLaw {
  readonly scale: Measured;
  readonly power: Measured;
  readonly at: (x: number) => number;
}

/** (a/x)^b through points with errors. */
export function powerLaw(points: readonly MeasuredPoint[]): PowerLaw | undefined {
  const known = points.filter(({ error }) => error > 0);
  if (known.length < fewestOfPower) return undefined;
  const data = {
    x: known.map(({ x }) => Math.log(x)),
    y: known.map(({ y }) => Math.log(y)),
    error: known.map(({ y, error }) => error / y),
  };
  const {
    parameters: [constant, power],
    covariance,
  } = leastSquares((logX, [c, b]) => c - b * logX, data, [0, 1]);
  // ln a = c/b.
  const logScale = constant.mean / power.mean;
  const variance =
    (covariance[0][0] - 2 * logScale * covariance[0][1] + logScale ** 2 * covariance[1][1]) / power.mean ** 2;
  const scale = Math.exp(logScale);
  return {
    power,
    scale: { mean: scale, error: scale * Math.sqrt(variance) },
    at: x => Math.exp(constant.mean - power.mean * Math.log(x)),
  };
}

const pointsOfLaw = 30;

function along(points: readonly Point[], at: (x: number) => number): Point[] {
  const [from, to] = rangeOf(points.map(({ x }) => x));
  return Array.from({ length: pointsOfLaw + 1 }, (_, k) => {
    const x = from * (to / from) ** (k / pointsOfLaw);
    return { x, y: at(x) };
  });
}

function spread(values: readonly number[]): [number, number] {
  const [low, high] = rangeOf(values);
  return [low / 1.4, high * 1.4];
}
