/**
 * Hybrid Monte Carlo. One step:
 *   1. draw p ~ N(0, 1), and whatever else the action contains (`refresh`: pseudofermions);
 *   2. molecular dynamics with a reversible, volume-preserving integrator: (u, p) → (u', p');
 *   3. accept u' with probability min(1, exp(−ΔH)), ΔH = H(u', p') − H(u, p), H = ½ p² + S; else keep u.
 * The distribution exp(−S) is kept exactly, whatever the size of the steps, and ⟨exp(−ΔH)⟩ = 1 in equilibrium. What u is
 * (links, spins, real fields) only its own drift knows: see `Configuration`.
 *
 * References: S. Duane, A. D. Kennedy, B. J. Pendleton, D. Roweth, Phys. Lett. B 195, 216 (1987);
 * M. Creutz, Phys. Rev. D 38, 1228 (1988) (⟨exp(−ΔH)⟩ = 1).
 */
import { type Configuration, type Functional, key, papers, uniforms } from '../lattice/index.ts';
import { type PhaseSpace, phaseSpace } from './hamiltonian.ts';
import type { Schedule } from './integrators/index.ts';
import { type Forces, molecularDynamics, requireForces } from './molecularDynamics.ts';
import type { StepKey, TransitionKernel } from './step.ts';

export interface HmcOptions<F> {
  /** S: decides what is accepted, and so what distribution is sampled. */
  readonly action: Functional<F>;
  /** What drives the trajectory, by force group of the schedule. Default: { all: action }. */
  readonly forces?: Forces<F>;
  /** The trajectory; a function is asked before each one, as long as step sizes are being tuned. */
  readonly schedule: Schedule | (() => Schedule);
  /** Draws the fields that stay fixed in this trajectory, from the exact action at its start. Called before S(u). */
  readonly refresh?: (u: F, key: StepKey) => void;
  /**
   * Sees every proposal, whether or not it will be accepted. Fields may be read, not written, and only until it returns;
   * pseudofermions still have the values of this trajectory.
   */
  readonly onProposal?: (proposal: F, start: F, known: ProposalInfo) => void;
}

export interface ProposalInfo {
  readonly key: StepKey;
  /** S at both ends. */
  readonly actionStart: number;
  readonly actionEnd: number;
}

export interface HmcState<F> {
  /** The current configuration: read it, clone it, leave it as it is. */
  readonly u: F;
  /** Fields and momenta of the next trajectory: accepting makes the two phase spaces change places. */
  readonly current: PhaseSpace<F>;
  readonly proposed: PhaseSpace<F>;
}

export interface HmcInfo {
  /** H(end) − H(start) of the exact Hamiltonian. */
  readonly deltaH: number;
  readonly expMinusDeltaH: number;
  readonly accepted: boolean;
  readonly kineticStart: number;
  readonly kineticEnd: number;
  readonly actionStart: number;
  readonly actionEnd: number;
  /** Root mean square of |dS/dq| per variable (link, spin), for each force group. */
  readonly forceRms: Readonly<Record<string, number>>;
  /** How far rounding had driven the proposal off its manifold: root mean square per variable, removed before the accept test. */
  readonly unitarityDefect: number;
  readonly seconds: number;
}

/** A step of hybrid Monte Carlo. The fields of a rejected trajectory have their former bits. */
export type Hmc<F> = TransitionKernel<HmcState<F>, HmcInfo, F>;

/**
 * @throws if schedule and forces do not name the same groups. A step throws if momenta, fields, a force or a part of H
 *   is not finite; the state it was given stays valid then.
 */
export function hmc<F extends Configuration<F>>({
  action,
  forces = { all: action },
  schedule,
  refresh,
  onProposal,
}: HmcOptions<F>): Hmc<F> {
  const scheduleNow = () => {
    const now = typeof schedule === 'function' ? schedule() : schedule;
    requireForces(now, forces);
    return now;
  };
  const first = scheduleNow();
  const cites = [action, ...Object.values(forces), first.scheme].flatMap(part => part.cites);
  return {
    name: `HMC, ${first.scheme.name}, length ${first.length}`,
    cites: [...new Set([...papers('Duane:1987de'), ...cites])],

    init(u) {
      const momenta = u.momentum();
      const force = u.momentum();
      return stateOf(phaseSpace(u, momenta, force), phaseSpace(u.clone(), momenta, force));
    },

    step(stepKey, state) {
      const { seed, trajectory } = stepKey;
      const { current, proposed } = state;
      const clock = performance.now();
      refresh?.(current.u, stepKey);
      current.drawMomenta(key(seed, trajectory, 'momentum'));
      const kineticStart = finite('kinetic energy', 'start', current.kinetic());
      const actionStart = finite('action', 'start', action.value(current.u));

      proposed.u.copyFrom(current.u);
      const forceRms = molecularDynamics(scheduleNow(), proposed, forces);
      const unitarityDefect = finite('deviation of the fields from their manifold', 'end', proposed.u.restore());
      const kineticEnd = finite('kinetic energy', 'end', proposed.kinetic());
      const actionEnd = finite('action', 'end', action.value(proposed.u));
      onProposal?.(proposed.u, current.u, { key: stepKey, actionStart, actionEnd });

      const deltaH = kineticEnd - kineticStart + (actionEnd - actionStart);
      const expMinusDeltaH = Math.exp(-finite('change of H', 'end', deltaH));
      const [uniform] = uniforms(key(seed, trajectory, 'metropolis'), 0, 0);
      const accepted = uniform < expMinusDeltaH;
      const seconds = (performance.now() - clock) / 1000;
      const info = { deltaH, expMinusDeltaH, accepted, kineticStart, kineticEnd, actionStart, actionEnd };
      return [accepted ? stateOf(proposed, current) : state, { ...info, forceRms, unitarityDefect, seconds }];
    },
  };
}

function stateOf<F>(current: PhaseSpace<F>, proposed: PhaseSpace<F>): HmcState<F> {
  return { u: current.u, current, proposed };
}

function finite(quantity: string, end: 'start' | 'end', value: number): number {
  if (Number.isFinite(value)) return value;
  throw new Error(
    `The ${quantity} is ${value} at the ${end} of the trajectory; expected a finite number. ` +
      'Smaller steps are more stable; if the configuration came from a file, check it.',
  );
}
