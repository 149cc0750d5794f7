/**
 * Effective masses and fitted masses of the curves of a list: correlators in time, folded where their halves are images of
 * each other, and Wilson loops, whose effective masses are potentials and are fitted elsewhere (`potential.ts`).
 */
import type { Description } from '../catalogue/index.ts';
import {
  type EffectiveMass,
  type Estimate,
  effectiveMass,
  effectiveMasses,
  fitMass,
  fittedCorrelator,
  folded,
  formatEstimate,
  type MassFit,
  type MassKind,
  type Series,
  type TimeFold,
} from '../measure/statistics/index.ts';
import type { Chains } from './chains.ts';
import type { Curve } from './curves.ts';

export interface CurveMasses {
  readonly kind: MassKind;
  readonly values: readonly EffectiveMass[];
  /** Of correlators: how the halves were averaged, and the mass that all fits together give, or why there is none. */
  readonly fold?: TimeFold;
  readonly fit?: MassFit;
  readonly failure?: string;
}

/** What the bins of a list know. */
export interface Binned {
  readonly shape: Description['shape'];
  readonly binSize: number;
  /** `series[k]` is position k of the list in whole bins, replicas joined. */
  readonly series: readonly Series[];
  readonly estimates: readonly Estimate[];
}

const kinds = { 1: 'cosh', [-1]: 'sinh', 0: 'logarithmic' } as const satisfies Record<TimeFold, MassKind>;
/** Halves are images of each other if no time says otherwise by more errors than this. */
const allowedErrors = 3;

/** The masses of one curve; undefined where it is no chain of exponentials on neighbouring times. */
export function massesOf(curve: Curve, chains: Chains, binned: Binned): CurveMasses | undefined {
  const { shape, binSize, series } = binned;
  const { positions, x } = curve;
  if ((shape !== 'correlator' && shape !== 'loops') || positions.length < 3 || !isRegular(x)) return undefined;
  const values = positions.map(k => series[k]);
  const options = { binSize, stride: chains.stride };
  if (shape === 'loops' || x[0] !== 0) {
    return { kind: 'logarithmic', values: effectiveMasses(values, 'logarithmic', options) };
  }
  const fold = curve.fold ?? foldOf(positions.map(k => binned.estimates[k]));
  const kind = kinds[fold];
  const halves = fold === 0 ? values : folded(values, fold);
  return {
    kind,
    values: effectiveMasses(halves, kind, options, positions.length),
    fold,
    ...fitOf(
      foldedRuns(
        positions.map(k => chains.runs[k]),
        fold,
      ),
      { extent: positions.length, fold },
      { ...chains, binSize },
    ),
  };
}

/** A mass per step needs steps of one. */
function isRegular(x: readonly number[]): boolean {
  return x.every((value, k) => k === 0 || value === x[k - 1] + 1);
}

/** The fold that data show where nobody knows it. */
function foldOf(estimates: readonly Estimate[]): TimeFold {
  const isImage = (sign: number) =>
    estimates.every((one, t) => {
      if (t === 0) return true;
      const other = estimates[estimates.length - t];
      const distance = Math.abs(one.mean - sign * other.mean);
      return distance === 0 || distance <= allowedErrors * Math.hypot(one.error, other.error);
    });
  if (isImage(1)) return 1;
  return isImage(-1) ? -1 : 0;
}

/** Folds every run: `correlator[t][r]` for all T times becomes that of times up to T/2. */
export function foldedRuns(correlator: readonly (readonly Series[])[], fold: TimeFold): Series[][] {
  const byRun = correlator[0].map((_, r) =>
    folded(
      correlator.map(runs => runs[r]),
      fold,
    ),
  );
  return byRun[0].map((_, t) => byRun.map(run => run[t]));
}

/** @param values `values[t][r]`, folded */
export function fitOf(
  values: readonly (readonly Series[])[],
  time: { readonly extent: number; readonly fold: TimeFold },
  { trajectories, binSize }: Pick<Chains, 'trajectories'> & { readonly binSize: number },
): { fit: MassFit } | { failure: string } {
  try {
    return { fit: fitMass({ values, ...time, trajectories, binSize }) };
  } catch (error) {
    if (error instanceof RangeError) return { failure: error.message };
    throw error;
  }
}

/** What stands behind a fitted mass, in words. */
export function fitInWords({ models, excited, systematicError, shrinkage, bins }: MassFit): string {
  const [{ kind, from, to, chi2, degreesOfFreedom, weight }] = models;
  const best = `${kind}, t ${from} … ${to}, χ² ${chi2.toFixed(1)}/${degreesOfFreedom}`;
  const others = models.length === 1 ? '' : `, carries ${weight.toFixed(2)} of ${models.length} fits`;
  const spread = `spread of fits ${systematicError.toPrecision(1)}`;
  const second = excited === undefined ? '' : `, second state ${formatEstimate(excited)}`;
  const shrunk = shrinkage < 0.005 ? '' : `, correlations shrunk by ${shrinkage.toFixed(2)} (${bins} bins)`;
  return `1/a; ${best}${others}; ${spread}${second}${shrunk}`;
}

/** The effective masses of the fit of most weight, over its range and half a step further, as the measured ones. */
export function fittedMassPoints({ kind, fold, fit }: CurveMasses, extent: number): { x: number; y: number }[] {
  if (fit === undefined || fold === undefined) return [];
  const [best] = fit.models;
  const correlator = fittedCorrelator(best, { extent, fold });
  return Array.from({ length: best.to - best.from }, (_, k) => best.from + k).flatMap(t => {
    try {
      return [{ x: t + 0.5, y: effectiveMass(kind, correlator(t), correlator(t + 1), t, extent) }];
    } catch (error) {
      // An alternating partner may leave a time without a mass.
      if (error instanceof RangeError) return [];
      throw error;
    }
  });
}
