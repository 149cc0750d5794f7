/** What moves spins: motions that keep the sphere, trajectories that can be walked back, and the accept test of self-learning. */
import { selfLearning } from '../../../markov/index.ts';
import { spinSchedule, updatesOn } from '../../../simulation/spins/moves.ts';
import type { SpinAction, SpinField } from '../../../spin/index.ts';
import { configurationLaws } from '../../configuration.ts';
import { type Finding, finding } from '../../finding.ts';
import { distance } from '../../motion.ts';
import { reversalLaw, trajectoryOf } from '../../reversal.ts';
import type { SpinSubject } from './subject.ts';

const step = { seed: 5, trajectory: 1 };
const mostSteps = 8;
/** Spins of a trajectory of unit length at low temperature, where nearby ones part quickly. */
const allowedReversal = 1e-8;

export function checkMoves(subject: SpinSubject): Finding[] {
  const { run, theory, u, effective } = subject;
  const { sampler } = run;
  const moves = sampler.kind === 'slmc' ? sampler.chain : sampler;
  const action = effective ?? theory.model;
  return [
    ...(u.forceSize === 0 ? [] : configurationLaws(u)),
    ...(moves.kind === 'hmc' ? [walkedBack(action, u, moves)] : [lengthsOfSpins(action, u)]),
    ...(effective ? [exactModelIsAccepted(subject), ...acceptRule(subject)] : []),
  ];
}

function walkedBack(action: SpinAction, u: SpinField, moves: Parameters<typeof spinSchedule>[0]): Finding {
  const steps = Math.min(moves.steps, mostSteps);
  const trajectoryLength = (moves.trajectoryLength / moves.steps) * steps;
  const schedule = spinSchedule({ ...moves, steps, trajectoryLength });
  return reversalLaw(trajectoryOf(schedule, { spins: action }), u, {
    tolerance: allowedReversal,
    name: 'a trajectory of spins',
  });
}

function lengthsOfSpins(action: SpinAction, u: SpinField): Finding {
  const kernel = updatesOn(action, { kind: 'metropolis', width: 0.5, updates: u.lattice.volume });
  const [{ u: after }, { unitarityDefect, action: told }] = kernel.step(step, kernel.init(u.clone()));
  const value = action.value(after);
  const difference = Math.abs(told - value) / (1 + Math.abs(value));
  return finding(
    'updates of single spins know S and keep the length of spins',
    Math.max(difference, unitarityDefect),
    1e-10,
  );
}

const shortChain = { kind: 'metropolis', width: 0.5, updates: 4 } as const;

/** A model that is the exact action proposes nothing that is refused: Δ vanishes. */
function exactModelIsAccepted({ theory: { model }, u }: SpinSubject): Finding {
  const kernel = selfLearning({ action: model, effective: model, chain: updatesOn(model, shortChain), length: 1 });
  const [, { deltaH, actionEnd }] = kernel.step(step, kernel.init(u.clone()));
  return finding('an exact model is always accepted', Math.abs(deltaH) / (1 + Math.abs(actionEnd)), 1e-12);
}

/** Far too large a rise of S is refused and leaves the bits of before; a fall is accepted. */
function acceptRule({ u, effective }: SpinSubject): Finding[] {
  const proposed = (rise: number) => {
    let calls = 0;
    const action = { name: 'stairs', cites: [], value: () => (calls++ === 0 ? 0 : rise) };
    const free = { ...effective!, value: () => 0, walk: (spins: Float64Array) => freeWalk(spins, u.components) };
    const kernel = selfLearning({ action, effective: free, chain: updatesOn(free, shortChain), length: 1 });
    const [after, { accepted, deltaH }] = kernel.step(step, kernel.init(u.clone()));
    const isMoved = distance(after.u.field.toArray(), u.field.toArray()) > 0;
    return accepted === rise < 0 && isMoved === rise < 0 && deltaH === rise;
  };
  const wrong = [1000, -1000].filter(rise => !proposed(rise)).length;
  return [finding('the accept test refuses a rise of S and takes a fall', wrong, 0)];
}

/** Every change is free. */
function freeWalk(spins: Float64Array, n: number) {
  let [at, proposed] = [0, new Float64Array(n)];
  return {
    action: 0,
    change(site: number, spin: ArrayLike<number>) {
      at = site;
      proposed = Float64Array.from(spin);
      return 0;
    },
    accept: () => spins.set(proposed, at * n),
  };
}
