/**
 * What a run will cost on this machine. Trajectories are made on a lattice of at most 4 sites per direction, with one thread
 * if that is smaller than the lattice of the run, the first half of the time to thermalise, and scaled with the number of
 * sites V: time ∝ V, variance of ΔH ∝ V. Each further thread is taken for 0.8 of the first. With a Gaussian ΔH of
 * ⟨e^−ΔH⟩ = 1 the acceptance is erfc(σ/√8). In equilibrium ⟨ΔH⟩ = ½σ²; where that does not hold, no acceptance is known.
 *
 * Reference: S. Gupta, A. Irbäck, F. Karsch, B. Petersson, Phys. Lett. B 242, 437 (1990).
 */

import { isSpinRun, type Resolved } from '../../runfile/schema/index.ts';
import { spinsOn } from '../../simulation/shortened.ts';
import type { Assemble } from '../../simulation/simulation.ts';
import { plural } from '../../words/index.ts';
import { readableDuration } from '../progress/duration.ts';
import { threadsOf, withOneThread } from '../threads.ts';

export interface RunEstimate {
  /** Without measurements. */
  readonly secondsPerTrajectory: number;
  /** Of the whole schedule. */
  readonly seconds: number;
  /** Before any training; of local updates there is none to be known beforehand. */
  readonly acceptance: number | undefined;
  /** Threads that share the work. */
  readonly threads: number;
  /** Why there is no acceptance, where one is expected. */
  readonly noAcceptance?: string;
}

const longest = 4;
const fewest = 6;
const most = 60;
/** Of ΔH, for its variance. */
const fewestChanges = 6;
const mostSigmas = 3;
const furtherThread = 0.8;

export interface EstimateOptions {
  readonly assemble: Assemble;
  /** How long to try, in seconds. */
  readonly budget?: number;
}

export async function estimateRun(run: Resolved, { assemble, budget = 4 }: EstimateOptions): Promise<RunEstimate> {
  const extent = run.lattice.extent.map(length => Math.min(length, longest));
  const sites = (lengths: readonly number[]) => lengths.reduce((product, length) => product * length, 1);
  const growth = sites(run.lattice.extent) / sites(extent);
  const threads = threadsOf(run);
  const small = onLattice(growth === 1 ? run : withOneThread(run), extent);
  const simulation = await assemble(small, { announce() {} });
  const changes: number[] = [];
  const times: number[] = [];
  const begin = performance.now();
  const spent = () => (performance.now() - begin) / 1000;
  let isWarm = false;
  for (let trajectory = 1; trajectory <= most; trajectory++) {
    const start = performance.now();
    isWarm ||= trajectory > most / 2 || (trajectory > fewest / 2 && spent() > budget / 2);
    const { deltaH } = await simulation.next({ trajectory, phase: isWarm ? 'production' : 'thermalise', measure: {} });
    if (isWarm) {
      if (deltaH !== undefined) changes.push(deltaH);
      times.push((performance.now() - start) / 1000);
    }
    if (trajectory >= fewest && isWarm && spent() > budget) break;
  }
  await simulation.close?.();
  const speedUp = growth === 1 ? 1 : 1 + furtherThread * (threads - 1);
  const secondsPerTrajectory = (growth * Math.min(...times)) / speedUp;
  const { thermalise, train, trajectories } = run.schedule;
  return {
    secondsPerTrajectory,
    seconds: secondsPerTrajectory * (thermalise + train + trajectories),
    ...expectedAcceptance(changes, growth),
    threads,
  };
}

/** From ΔH on a lattice that is smaller by this factor. Of local updates there is no ΔH. */
export function expectedAcceptance(
  changes: readonly number[],
  growth: number,
): Pick<RunEstimate, 'acceptance' | 'noAcceptance'> {
  const count = changes.length;
  if (count === 0) return { acceptance: undefined };
  if (count < fewestChanges) {
    return {
      acceptance: undefined,
      noAcceptance: `only ${plural(count, 'trajectory', 'trajectories')} were made in the time for it`,
    };
  }
  const mean = changes.reduce((sum, change) => sum + change, 0) / count;
  const square = changes.reduce((sum, change) => sum + (change - mean) ** 2, 0) / (count - 1);
  // Of independent Gaussian numbers: σ²/n of the mean, 2σ⁴/n of the variance, which counts by half.
  const error = Math.sqrt((square + square ** 2 / 2) / count);
  if (!(Math.abs(mean - square / 2) <= mostSigmas * error)) {
    return {
      acceptance: undefined,
      noAcceptance: `⟨ΔH⟩ = ${mean.toPrecision(2)} of ${plural(count, 'trajectory', 'trajectories')} on a small lattice is not half the variance, ${(square / 2).toPrecision(2)}, as it is in equilibrium: they were too few to thermalise`,
    };
  }
  return { acceptance: complementaryError(Math.sqrt((growth * square) / 8)) };
}

/** Files, instantons and fluxes are made for the lattice of the run. */
function onLattice(run: Resolved, extent: number[]): Resolved {
  const from = run.start.from === 'cold' ? 'cold' : 'hot';
  return isSpinRun(run) ? spinsOn(run, extent, from) : { ...run, lattice: { extent }, start: { ...run.start, from } };
}

/** erfc(x) for x ≥ 0 to 1.2e-7 (Numerical Recipes, § 6.2). */
export function complementaryError(x: number): number {
  const t = 1 / (1 + x / 2);
  const coefficients = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223,
    0.17087277,
  ];
  return t * Math.exp(-x * x + coefficients.reduceRight((sum, c) => sum * t + c, 0));
}

/** Lines for people. */
export function estimateLines({
  secondsPerTrajectory,
  seconds,
  acceptance,
  noAcceptance,
  threads,
}: RunEstimate): string[] {
  const withThreads = threads === 1 ? '' : ` with ${threads} threads`;
  const time =
    `time: about ${readableDuration(seconds)} on this machine${withThreads}, ${secondsPerTrajectory.toPrecision(2)} s per trajectory ` +
    'without measurements';
  if (noAcceptance !== undefined) return [time, `acceptance: not known, ${noAcceptance}`];
  if (acceptance === undefined) return [time];
  const percent = Math.round(100 * acceptance);
  return [
    time,
    `acceptance: about ${percent} %, from a small lattice after a short thermalisation and before training`,
  ];
}
