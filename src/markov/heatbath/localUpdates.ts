/**
 * Markov chains that update link after link: heatbath or Metropolis sweeps, mixed with overrelaxation.
 *
 * One step is the list of sweeps: n times one heatbath (or Metropolis) sweep followed by m of overrelaxation. Each sweep
 * leaves exp(−S) invariant by itself; overrelaxation alone is not ergodic, because it keeps the action. Finally the
 * links are put back on the group, from which rounding has driven them by some 10⁻¹⁵.
 *
 * Reference: S. L. Adler, Phys. Rev. D 37, 458 (1988) (mixtures of heatbath and overrelaxation).
 */
import type { GaugeField, LoopAction } from '../../gauge/index.ts';
import { type Group, subgroupsOf } from '../../group/index.ts';
import { type Cite, type Key, key, papers } from '../../lattice/index.ts';
import type { StepKey, TransitionKernel } from '../step.ts';
import { type LinkSweep, linkSweep } from './linkSweep.ts';
import { largestStep, type Move } from './moves.ts';

export interface MixtureOptions {
  /** S: loops with couplings. */
  readonly action: LoopAction;
  /** Heatbath or Metropolis sweeps per step. Default 1. */
  readonly sweeps?: number;
  /** Overrelaxation sweeps after each of these. Default 0. */
  readonly overrelaxation?: number;
}

export interface HeatbathOptions extends MixtureOptions {
  /** Tries per draw, see moves.ts: more tries draw more links afresh, fewer are faster. Default 1. */
  readonly tries?: number;
}

export interface MetropolisOptions extends MixtureOptions {
  /** Proposals per link and sweep (SU(N): per SU(2) subgroup). Default 8. */
  readonly hits?: number;
  /**
   * Size of proposals, at most `largestWidth(group)`; asked before every step, so that a tuner can choose it while
   * thermalising. Default 0.3.
   */
  readonly width?: number | (() => number);
}

export interface LocalState {
  /** The current configuration: read it, clone it, leave it as it is. */
  readonly u: GaugeField;
  readonly sweeps: Readonly<Record<'main' | 'overrelaxation', LinkSweep>>;
}

export interface LocalInfo {
  /** Heatbath: share of the draws that found a new link; the others were reflected, as in overrelaxation. */
  readonly drawn?: number;
  /** Metropolis: share of accepted proposals, and their width. */
  readonly acceptance?: number;
  readonly width?: number;
  /** How far the links had left the group by rounding: root mean square per link. */
  readonly unitarityDefect: number;
  readonly seconds: number;
}

export type LocalUpdates = TransitionKernel<LocalState, LocalInfo, GaugeField>;

/** The largest width of Metropolis proposals: SU(N) 1/√3, U(1) 1, in units of half a turn. */
export const largestWidth: (group: Group) => number = largestStep;

const defaultTries = 1;
const defaultHits = 8;
const defaultWidth = 0.3;

/**
 * Heatbath sweeps mixed with overrelaxation.
 *
 * @throws if a number of sweeps or tries is not a whole one. `init` throws if the action is not linear in every link of
 *   the lattice: loops in the adjoint representation, or loops longer than the lattice.
 */
export function heatbath(options: HeatbathOptions): LocalUpdates {
  const { action, tries = defaultTries } = options;
  const plan = planOf(options);
  requireCount('tries of the heatbath', tries, 1);
  return {
    name: nameOf('heatbath', plan),
    cites: citesOf(action, papers('Creutz:1980zw', 'Kennedy:1985nu', 'Cabibbo:1982zn'), plan),
    init: u => stateOf(u, action, 'heatbath', tries),
    step(stepKey, state) {
      const draws = plan.sweeps * subgroupsOf(state.u.group).length * linksOf(state.u);
      return stepped(state, plan, key(stepKey.seed, stepKey.trajectory, 'heatbath'), {}, missed => ({
        drawn: 1 - missed / draws,
      }));
    },
  };
}

/**
 * Metropolis sweeps mixed with overrelaxation.
 *
 * @throws if a number of sweeps or hits is not a whole one; a step throws if the width is out of range
 */
export function metropolis(options: MetropolisOptions): LocalUpdates {
  const { action, hits = defaultHits, width = defaultWidth } = options;
  const plan = planOf(options);
  requireCount('hits of Metropolis', hits, 1);
  return {
    name: nameOf(`Metropolis (${hits} hits)`, plan),
    cites: citesOf(action, papers('Metropolis:1953am'), plan),
    init: u => stateOf(u, action, 'metropolis', hits, plan.overrelaxation > 0),
    step({ seed, trajectory }: StepKey, state) {
      const now = typeof width === 'number' ? width : width();
      const largest = largestWidth(state.u.group);
      if (!(now > 0 && now <= largest)) {
        throw new Error(`Proposals for ${state.u.group.name} are above 0 and at most ${largest} wide; found ${now}.`);
      }
      const proposals = plan.sweeps * hits * subgroupsOf(state.u.group).length * linksOf(state.u);
      return stepped(state, plan, key(seed, trajectory, 'metropolis'), { width: now }, accepted => ({
        acceptance: accepted / proposals,
        width: now,
      }));
    },
  };
}

interface Plan {
  readonly sweeps: number;
  readonly overrelaxation: number;
}

function planOf({ sweeps = 1, overrelaxation = 0 }: MixtureOptions): Plan {
  requireCount('sweeps per step', sweeps, 1);
  requireCount('overrelaxation sweeps', overrelaxation, 0);
  return { sweeps, overrelaxation };
}

function requireCount(what: string, value: number, least: number): void {
  if (Number.isInteger(value) && value >= least) return;
  throw new Error(`The number of ${what} is a whole one, at least ${least}; found ${value}.`);
}

const linksOf = ({ lattice }: GaugeField) => lattice.volume * lattice.dimension;

function nameOf(main: string, { sweeps, overrelaxation }: Plan): string {
  const mixture = overrelaxation > 0 ? ` + ${overrelaxation} overrelaxation` : '';
  return sweeps === 1 ? `${main}${mixture}` : `${sweeps} × (${main}${mixture})`;
}

function citesOf(action: LoopAction, own: readonly Cite[], { overrelaxation }: Plan): Cite[] {
  const all = [...own, ...(overrelaxation > 0 ? papers('Creutz:1987xi') : []), ...action.cites];
  return [...new Map(all.map(cite => [cite.key, cite])).values()];
}

function stateOf(u: GaugeField, action: LoopAction, move: Move, count: number, mixed = true): LocalState {
  const main = linkSweep(u, action, { move, count });
  const none: LinkSweep = () => 0;
  const overrelaxation = mixed ? linkSweep(u, action, { move: 'overrelaxation', count: 1 }) : none;
  return { u, sweeps: { main, overrelaxation } };
}

function stepped(
  state: LocalState,
  plan: Plan,
  stream: Key,
  options: { readonly width?: number },
  report: (tally: number) => Partial<LocalInfo>,
): [LocalState, LocalInfo] {
  const clock = performance.now();
  let tally = 0;
  for (let sweep = 0; sweep < plan.sweeps; sweep++) {
    tally += state.sweeps.main(stream, { sweep, ...options });
    for (let k = 0; k < plan.overrelaxation; k++) state.sweeps.overrelaxation(stream, { sweep });
  }
  const unitarityDefect = state.u.restore();
  if (!Number.isFinite(unitarityDefect)) {
    throw new Error(`After the sweeps the links are off the group by ${unitarityDefect}; check the configuration.`);
  }
  return [state, { ...report(tally), unitarityDefect, seconds: (performance.now() - clock) / 1000 }];
}
