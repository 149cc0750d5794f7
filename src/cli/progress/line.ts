/**
 * The progress line:
 *
 *   production 1042/1200  P 0.5493(2) τ 3.1  acc 0.81  ⟨e^−ΔH⟩ 1.003(9)  CG 61  12 ms/traj  eta 11 s
 *
 * P (of spins m, their magnetisation), its τ_int, acceptance and ⟨e^−ΔH⟩ are of the running phase. Too few trajectories for an error show the latest
 * value instead, with a ~ in front.
 */
import { formatEstimate, gammaMethod } from '../../measure/statistics/index.ts';
import type { Phase } from '../../simulation/simulation.ts';
import { readableDuration } from './duration.ts';
import type { Tally } from './tally.ts';

const fewestSamples = 8;
const recentLosses = 20;

/**
 * Formats the state of a run after at least one trajectory of the tally's phase.
 *
 * @param width number of letters there is room for; what is least missed is left out first
 */
export function progressLine(tally: Tally, lengths: Record<Phase, number>, width = Number.POSITIVE_INFINITY): string {
  const done = tally.seen.length;
  const perTrajectory = tally.seconds / done;
  const parts = {
    count: `${tally.phase} ${done}/${lengths[tally.phase]}`,
    always: always(tally),
    acceptance: tally.boltzmannFactors.length === 0 ? '' : `acc ${(tally.accepted / done).toFixed(2)}`,
    boltzmann: boltzmann(tally.boltzmannFactors),
    loss: loss(tally.losses),
    solver: tally.cgIterations === undefined ? '' : `CG ${tally.cgIterations.toFixed(0)}`,
    speed: `${readableDuration(perTrajectory)}/traj`,
    eta: eta(perTrajectory, remaining(tally, lengths)),
  };
  for (const leastMissed of ['solver', 'speed', 'boltzmann', 'loss'] as const) {
    if (length(parts) > width) parts[leastMissed] = '';
  }
  return joined(parts);
}

function joined(parts: Readonly<Record<string, string>>): string {
  return Object.values(parts)
    .filter(part => part !== '')
    .join('  ');
}

function length(parts: Readonly<Record<string, string>>): number {
  return [...joined(parts)].length;
}

function always({ seen: series, symbol }: Tally): string {
  if (series.length < fewestSamples) return `${symbol} ~${series.at(-1)!.toFixed(4)}`;
  const estimate = gammaMethod(series);
  return `${symbol} ${formatEstimate(estimate)} τ ${Number.isNaN(estimate.tauInt) ? '?' : estimate.tauInt.toFixed(1)}`;
}

/** During thermalisation factors may overflow, then there is no mean to show. */
function boltzmann(series: readonly number[]): string {
  if (series.length < fewestSamples || series.some(factor => !Number.isFinite(factor))) return '';
  return `⟨e^−ΔH⟩ ${formatEstimate(gammaMethod(series))}`;
}

function loss(losses: readonly number[]): string {
  const recent = losses.slice(-recentLosses);
  if (recent.length === 0) return '';
  return `loss ${(recent.reduce((sum, value) => sum + value, 0) / recent.length).toPrecision(3)}`;
}

function eta(perTrajectory: number, trajectories: number): string {
  return trajectories === 0 ? '' : `eta ${readableDuration(perTrajectory * trajectories)}`;
}

/** Trajectories still to come, in this phase and the later ones. */
function remaining(tally: Tally, lengths: Record<Phase, number>): number {
  const later: Record<Phase, number> = {
    thermalise: lengths.train + lengths.production,
    train: lengths.production,
    production: 0,
  };
  return lengths[tally.phase] - tally.seen.length + later[tally.phase];
}
