/** All that is to be said of one run, or of several taken as replicas of one chain. */

import { componentNames, type Description } from '../catalogue/index.ts';
import { type Chains, mapped } from './chains.ts';
import { type AnalysedRun, type AnalysisOptions, countedIn, guarded, made } from './counted.ts';
import { cumulantsFrom } from './cumulants.ts';
import { derivedFrom, type Unusable } from './derived.ts';
import { type List, listOf } from './list.ts';
import { type Scalar, scalarOf } from './scalar.ts';
import { scalesFrom } from './scales.ts';

export interface Analysis {
  /** The first trajectory that counted, of each run. */
  readonly from: readonly number[];
  /** Trajectories that counted, of each run. */
  readonly trajectories: readonly number[];
  readonly scalars: readonly Scalar[];
  readonly derived: readonly Scalar[];
  readonly lists: readonly List[];
  /** What was measured and could not be analysed. */
  readonly unusable: readonly Unusable[];
  /** The data behind it, by observable. */
  readonly chains: ReadonlyMap<string, Chains>;
  /** What is known of everything that was logged or measured, by name. */
  readonly descriptions: ReadonlyMap<string, Description>;
}

/**
 * Analyses runs as replicas of one chain; the caller has made sure that they are.
 *
 * @throws InputError when an observable is asked for that was not measured, or nothing is left to analyse
 */
export function analyse(runs: readonly AnalysedRun[], options: AnalysisOptions = {}): Analysis {
  const { from, trajectories, descriptions, chains, unusable } = countedIn(runs, options);
  const scalars: Scalar[] = [];
  const lists: List[] = [];
  for (const [name, chain] of withAcceptance(chains)) {
    const description = descriptions.get(name)!;
    if (isScalar(description, chain)) {
      const { unit, role, shape } = description;
      componentNames(name, description, chain.runs.length, chain.runs.length > 1).forEach((heading, k) => {
        guarded(unusable, heading.title, () => scalars.push(scalarOf({ ...heading, unit, role, shape }, chain, k)));
      });
    } else {
      guarded(unusable, description.title, () => lists.push(listOf(name, chain, description)));
    }
  }
  const { extent } = runs[0].resolved.lattice;
  const derived = derivedFrom(chains, extent);
  const cumulants = cumulantsFrom(lists, chains, extent);
  const scales = scalesFrom(lists, chains, extent);
  return {
    from,
    trajectories,
    scalars: inOrder(scalars),
    derived: [...derived.scalars, ...cumulants.scalars, ...scales.scalars],
    lists,
    unusable: [...unusable, ...derived.unusable, ...cumulants.unusable, ...scales.unusable],
    chains,
    descriptions,
  };
}

function withAcceptance(chains: ReadonlyMap<string, Chains>): [string, Chains][] {
  const own = [...chains].filter(([name]) => name !== 'accepted');
  const others = Object.entries(made).flatMap(([name, { from, of }]): [string, Chains][] => {
    const source = chains.get(from);
    return source === undefined ? [] : [[name, mapped(source, of)]];
  });
  return [...own, ...others];
}

function isScalar({ shape }: Description, { runs }: Chains): boolean {
  return runs.length === 1 || (runs.length === 2 && shape === 'complex');
}

function inOrder(scalars: readonly Scalar[]): Scalar[] {
  const roles = ['physics', 'algorithm', 'monitor'] as const;
  return roles.flatMap(role => scalars.filter(scalar => scalar.role === role));
}
