/** The two points of the study of spins, and what is measured on every configuration. t = 1. */
import { key, Lattice } from '../../../src/lattice/index.ts';
import type { TransitionKernel } from '../../../src/markov/index.ts';
import { type Estimate, gammaMethodOfReplicas } from '../../../src/measure/statistics/index.ts';
import {
  type DoubleExchange,
  doubleExchange,
  magnetisation,
  randomSpins,
  type SpinField,
  spinMetropolis,
} from '../../../src/spin/index.ts';

export interface Point {
  readonly extents: readonly number[];
  readonly coupling: number;
  readonly chemicalPotential: number;
  readonly beta: number;
}

export const points = {
  /** Half filling: antiferromagnetic. */
  half: { extents: [6, 6], coupling: 1, chemicalPotential: 0, beta: 20 },
  /** Few electrons in strong coupling: ferromagnetic, by double exchange. */
  doped: { extents: [6, 6], coupling: 4, chemicalPotential: -3, beta: 20 },
} as const satisfies Record<string, Point>;

export const exactModel = (point: Point): DoubleExchange => doubleExchange({ hopping: 1, ...point });

export type SpinChain<I = unknown> = TransitionKernel<{ readonly u: SpinField }, I, SpinField>;

/** Random spins, brought to equilibrium by so many sweeps of exact updates. */
export function equilibrated(exact: DoubleExchange, seed: number, sweeps: number): SpinField {
  const { extents } = exact.options;
  const u = randomSpins(new Lattice(extents), key(seed, 0, 'start'));
  const kernel = spinMetropolis({ action: exact, updates: 4 * exact.sites, width: 1 });
  let state = kernel.init(u);
  // Trajectories from 10⁷ on, so that none of the measured ones repeats a random number.
  for (let sweep = 0; sweep < sweeps; sweep += 4) {
    [state] = kernel.step({ seed, trajectory: 10_000_000 + sweep }, state);
  }
  return state.u;
}

export const measured = ['magnetisation', 'staggered', 'energy'] as const;
export type Measured = Record<(typeof measured)[number], number>;

/** m, m_s, and the energy of the electrons per site. */
export function measure(exact: DoubleExchange, u: SpinField): Measured {
  const { extents } = exact.options;
  const spins = u.field.toArray();
  return {
    magnetisation: magnetisation(spins, extents),
    staggered: magnetisation(spins, extents, true),
    energy: exact.electrons(spins).energy / exact.sites,
  };
}

export interface Followed<I> {
  readonly series: Record<keyof Measured, number[]>;
  readonly infos: I[];
  /** CPU seconds of the steps, without measurements. */
  readonly seconds: number;
}

/** Runs a chain from `start`, which stays as it is. */
export function follow<S extends { readonly u: SpinField }, I>(
  chain: TransitionKernel<S, I, SpinField>,
  { exact, start, seed, steps }: { exact: DoubleExchange; start: SpinField; seed: number; steps: number },
): Followed<I> {
  let state = chain.init(start.clone());
  const series: Followed<I>['series'] = { magnetisation: [], staggered: [], energy: [] };
  const infos: I[] = [];
  let seconds = 0;
  for (let trajectory = 1; trajectory <= steps; trajectory++) {
    const clock = process.cpuUsage();
    const [next, info] = chain.step({ seed, trajectory }, state);
    const { user, system } = process.cpuUsage(clock);
    seconds += (user + system) / 1e6;
    state = next;
    infos.push(info);
    const now = measure(exact, state.u);
    for (const name of measured) series[name].push(now[name]);
  }
  return { series, infos, seconds };
}

export const estimateOf = (chains: readonly (readonly number[])[]): Estimate => gammaMethodOfReplicas(chains);

/** Mean of values that do not depend on each other, with its standard error. */
export function meanOf(values: readonly number[]): { mean: number; error: number } {
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (values.length - 1);
  return { mean, error: Math.sqrt(variance / values.length) };
}
