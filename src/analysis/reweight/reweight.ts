/**
 * Runs at several couplings taken together: moments of an order parameter at any coupling, the peak of its susceptibility,
 * and the couplings where the Binder cumulants of two lattices cross.
 */
import {
  type Measured,
  type Moments,
  peakOf,
  type Reweighted,
  reweighted,
  type Sample,
} from '../../measure/statistics/index.ts';
import { differences } from '../../runfile/fingerprint.ts';
import { InputError } from '../../runfile/input/problem.ts';
import { fingerprintsOf, type RunData } from '../runData.ts';
import { conjugateOf } from './conjugate.ts';
import { type Crossing, crossingsOf } from './crossings.ts';
import { type OrderAsk, type RunInCoupling, runInCoupling } from './orderedRun.ts';

export interface ReweightAsk extends OrderAsk {
  /** By default 41 between the smallest and the largest coupling of the runs. */
  readonly at?: readonly number[];
  readonly bins: number;
}

export type MomentName = keyof Moments;

export interface ReweightedPoint extends Readonly<Record<MomentName, Measured>> {
  readonly coupling: number;
  /** Independent measurements that would say as much there. */
  readonly effective: number;
}

export interface LatticeCurve {
  readonly extent: readonly number[];
  readonly volume: number;
  readonly runs: readonly (Pick<RunInCoupling, 'folder' | 'coupling' | 'tauInt'> & {
    readonly measurements: number;
    /** log Z relative to the first run. */
    readonly logZ: Measured;
    /** Of this run alone. */
    readonly own: Readonly<Record<MomentName, Measured>>;
  })[];
  readonly points: readonly ReweightedPoint[];
  readonly peak?: { readonly coupling: Measured; readonly height: Measured };
  readonly warnings: readonly string[];
}

export interface Reweighting {
  readonly key: string;
  readonly title: string;
  readonly observable: string;
  readonly bins: number;
  readonly lattices: readonly LatticeCurve[];
  readonly crossings: readonly Crossing[];
}

export const momentNames = ['mean', 'susceptibility', 'binder'] as const satisfies readonly MomentName[];
const POINTS = 41;
const FEW_EFFECTIVE = 30;
const BIN_OF_TAU = 4;

/** @throws InputError where runs differ in more than coupling and extents, do not overlap, or measured too little */
export function reweight(runs: readonly RunData[], ask: ReweightAsk): Reweighting {
  const { key } = conjugateOf(runs[0].resolved, runs[0].folder);
  requireOneTheory(runs, key);
  const inCoupling = runs.map(run => runInCoupling(run, ask));
  const [{ title }] = inCoupling;
  const couplings = ask.at ?? between(inCoupling.map(({ coupling }) => coupling));
  const byLattice = Map.groupBy(
    runs.map((run, r) => ({ extent: run.resolved.lattice.extent, run: inCoupling[r] })),
    ({ extent }) => extent.join('×'),
  );
  const groups = [...byLattice.values()].sort(([a], [b]) => sitesOf(a.extent) - sitesOf(b.extent));
  const lattices = groups.map(group => {
    const { extent } = group[0];
    const sites = sitesOf(extent);
    const volume = ask.observable.startsWith('polyakov') ? sites / extent.at(-1)! : sites;
    const members = group.map(({ run }) => run);
    const set = asInput(() => reweighted(members, volume, ask.bins));
    return { set, curve: curveOf(members, set, { extent, volume, couplings, bins: ask.bins }) };
  });
  const crossings = crossingsOf(
    lattices.map(({ set, curve }) => ({ set, extent: curve.extent })),
    couplings,
  );
  const curves = lattices.map(({ curve }) => curve);
  return { key, title, observable: ask.observable, bins: ask.bins, lattices: curves, crossings };
}

const sitesOf = (extent: readonly number[]) => extent.reduce((product, length) => product * length, 1);

interface Place {
  readonly extent: readonly number[];
  readonly volume: number;
  readonly couplings: readonly number[];
  readonly bins: number;
}

function curveOf(
  runs: readonly RunInCoupling[],
  set: Reweighted,
  { extent, volume, couplings, bins }: Place,
): LatticeCurve {
  const flat = set.estimates(({ momentsAt }) =>
    couplings.flatMap(coupling => momentNames.map(name => momentsAt(coupling)[name])),
  );
  const points = couplings.map((coupling, i): ReweightedPoint => {
    const [mean, susceptibility, binder] = flat.slice(3 * i, 3 * i + 3);
    return { coupling, mean, susceptibility, binder, effective: set.whole.histogram.effectiveAt(coupling) };
  });
  const logZ = set.estimates(({ histogram }) => histogram.logZ);
  const own = runs.map(run => {
    const [mean, susceptibility, binder] = reweighted([run], volume, bins).estimates(sample => momentsIn(sample, run));
    return { mean, susceptibility, binder };
  });
  const [place, height] = couplings.length < 3 ? [none, none] : set.estimates(sample => peakOf(sample, couplings));
  const hasPeak = Number.isFinite(place.mean);
  return {
    ...{ extent, volume, points },
    runs: runs.map(({ folder, coupling, tauInt, energy }, r) => ({
      ...{ folder, coupling, tauInt, measurements: energy.length, logZ: logZ[r], own: own[r] },
    })),
    ...(hasPeak ? { peak: { coupling: place, height } } : {}),
    warnings: warningsOf(runs, points, bins, hasPeak && !Number.isFinite(place.error)),
  };
}

const none: Measured = { mean: Number.NaN, error: Number.NaN };

const momentsIn = ({ momentsAt }: Sample, { coupling }: RunInCoupling) => {
  const moments = momentsAt(coupling);
  return momentNames.map(name => moments[name]);
};

function warningsOf(
  runs: readonly RunInCoupling[],
  points: readonly ReweightedPoint[],
  bins: number,
  peakAtEdge: boolean,
): string[] {
  const thin = points.filter(({ effective }) => effective < FEW_EFFECTIVE).map(({ coupling }) => coupling);
  const short = runs.flatMap(({ folder, energy, stride, tauInt }) => {
    const length = Math.floor(energy.length / bins) * stride;
    return length >= BIN_OF_TAU * tauInt
      ? []
      : [
          `${folder}: bins of ${length} trajectories are shorter than 4 τ_int (${tauInt.toPrecision(2)}): errors are too small. Run longer, or take fewer --bins.`,
        ];
  });
  return [
    ...short,
    ...(thin.length === 0
      ? []
      : [
          `From ${Math.min(...thin)} to ${Math.max(...thin)} some values rest on fewer than ${FEW_EFFECTIVE} independent measurements: run there, or leave them out with --at.`,
        ]),
    ...(peakAtEdge
      ? [
          'In some resamples the susceptibility is largest at the edge: its peak has no error. Widen --at, or run beyond.',
        ]
      : []),
  ];
}

/** Runs may differ in the coupling, the extents, and how they were sampled. */
function requireOneTheory(runs: readonly RunData[], key: string): void {
  const theories = runs.map(({ resolved }) => {
    const { [key]: _coupling, 'lattice.extent': _extent, ...rest } = fingerprintsOf(resolved).theory;
    return rest;
  });
  const lines = theories.flatMap((theory, r) =>
    differences(theories[0], theory).map(line => `  ${runs[r].folder}: ${line}`),
  );
  const seen = new Map<string, string>();
  for (const { folder, resolved } of runs) {
    const { extent } = resolved.lattice;
    const coupling = fingerprintsOf(resolved).theory[key];
    const chain = `${extent} ${coupling} ${resolved.schedule.seed}`;
    const other = seen.get(chain);
    if (other !== undefined) {
      throw new InputError([
        `${other} and ${folder} have the same parameters and the same seed ${resolved.schedule.seed}, so they are one chain; expected different seeds or couplings.`,
      ]);
    }
    seen.set(chain, folder);
  }
  if (lines.length === 0) return;
  throw new InputError([
    `Runs that are reweighted together differ in ${key} and in extents only; these differ in more:`,
    ...lines,
  ]);
}

function between(values: readonly number[]): number[] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (low === high) return [low];
  return Array.from({ length: POINTS }, (_, i) => low + ((high - low) * i) / (POINTS - 1));
}

function asInput<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InputError([error.message]);
  }
}
