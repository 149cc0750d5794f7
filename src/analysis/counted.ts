/** What counts of runs taken as replicas: the chains of the observables that were asked for, from a trajectory on. */
import { type Description, descriptionOf } from '../catalogue/index.ts';
import { InputError } from '../runfile/input/problem.ts';
import { type Chains, chainsOf } from './chains.ts';
import { type Column, columnFrom, firstOfProduction } from './columns.ts';
import { listBehindCumulant } from './cumulants.ts';
import { sourcesOf, type Unusable } from './derived.ts';
import type { RunData } from './runData.ts';
import { listBehind } from './scales.ts';
import { baseAndLabel } from './variants.ts';

/** What an analysis needs to know of a run; a run folder, or a run that has just ended. */
export type AnalysedRun = Pick<RunData, 'resolved' | 'columns' | 'facts'> & Partial<Pick<RunData, 'measured'>>;

export interface AnalysisOptions {
  /** The first trajectory that counts; by default the first of production. */
  readonly from?: number;
  /** Only these observables, by name; by default all. */
  readonly observables?: readonly string[];
}

export interface Counted {
  /** The first trajectory that counts, of each run. */
  readonly from: readonly number[];
  /** Trajectories that count, of each run. */
  readonly trajectories: readonly number[];
  readonly descriptions: ReadonlyMap<string, Description>;
  readonly chains: ReadonlyMap<string, Chains>;
  /** What was measured and does not make a chain. */
  readonly unusable: Unusable[];
}

/** Observables that are made of others. */
export const made: Readonly<Record<string, { readonly from: string; readonly of: (value: number) => number }>> = {
  acceptance: { from: 'accepted', of: accepted => accepted },
  expMinusDeltaH: { from: 'deltaH', of: deltaH => Math.exp(-deltaH) },
};

/** @throws InputError when an observable is asked for that was not measured */
export function countedIn(runs: readonly AnalysedRun[], options: AnalysisOptions = {}): Counted {
  const from = runs.map(({ columns }) => options.from ?? firstOfProduction(columns) ?? Number.POSITIVE_INFINITY);
  const columns = runs.map(({ columns: all, measured = [] }, r) => {
    const own = [...all.byName.values(), ...measured.filter(({ name }) => !all.byName.has(name))];
    return new Map(own.map(column => [column.name, columnFrom(column, from[r])]));
  });
  const trajectories = runs.map(({ columns: all }, r) => all.trajectories.filter(number => number >= from[r]).length);
  const descriptions = descriptionsOf(columns, runs[0].facts);
  const unusable: Unusable[] = [];
  const chains = new Map<string, Chains>();
  unusable.push(...inSomeRuns(columns, options.observables));
  for (const name of chosen(columns, options.observables)) {
    guarded(unusable, name, () => chains.set(name, chainsOf(columnsNamed(columns, name))));
  }
  return { from, trajectories, descriptions, chains, unusable };
}

function descriptionsOf(
  columns: readonly ReadonlyMap<string, Column>[],
  facts: AnalysedRun['facts'],
): Map<string, Description> {
  const names = [...new Set([...columns.flatMap(run => [...run.keys()]), ...Object.keys(made)])];
  return new Map(names.map(name => [name, descriptionOf(name, facts[name], columns[0].get(name)?.isExtra)]));
}

/** Names that every run has, in the order of the log. */
function chosen(columns: readonly ReadonlyMap<string, Column>[], wanted: readonly string[] | undefined): string[] {
  const all = [...columns[0].keys()].filter(name =>
    columns.every(run => (run.get(name)?.trajectories.length ?? 0) > 0),
  );
  if (wanted === undefined) return all;
  const sources = (wish: string) =>
    [wish, made[wish]?.from, ...sourcesOf(wish), listBehindCumulant(wish), listBehind(wish)].filter(
      source => source !== undefined,
    );
  // A name without settings stands for the observable with any.
  const means = (wish: string, name: string) =>
    sources(wish).some(source => source === name || source === baseAndLabel(name)[0]);
  const missing = wanted.filter(wish => !all.some(name => means(wish, name)));
  if (missing.length > 0) {
    const known = all.length === 0 ? 'nothing was measured there' : `measured are ${all.join(', ')}`;
    throw new InputError([`${missing.join(', ')} cannot be analysed: ${known}.`]);
  }
  return all.filter(name => wanted.some(wish => means(wish, name)));
}

/** What was measured on configurations of some of the runs, or with other settings on those of others. */
function inSomeRuns(
  columns: readonly ReadonlyMap<string, Column>[],
  wanted: readonly string[] | undefined,
): Unusable[] {
  const names = [...new Set(columns.flatMap(run => [...run.keys()]))];
  const partly = names.filter(name => {
    const isWanted = wanted === undefined || wanted.includes(name) || wanted.includes(baseAndLabel(name)[0]);
    return isWanted && columns.some(run => !run.has(name));
  });
  return partly.map(name => ({
    name,
    reason: `${name} was measured in ${columns.filter(run => run.has(name)).length} of ${columns.length} runs; replicas are joined where all have it.`,
  }));
}

function columnsNamed(columns: readonly ReadonlyMap<string, Column>[], name: string): Column[] {
  return columns.map(run => run.get(name)!);
}

/** Does it, or says why it cannot be done. */
export function guarded(unusable: Unusable[], name: string, act: () => void): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    unusable.push({ name, reason: error.message });
  }
}
