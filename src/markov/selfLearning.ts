/**
 * Self-learning Monte Carlo: a chain that samples exp(−S_eff) proposes, the exact S decides.
 *
 * One step runs n steps of the chain from u to u′ and accepts u′ with probability
 *   min(1, exp(−Δ)),   Δ = [S(u′) − S(u)] − [S_eff(u′) − S_eff(u)].
 * If the chain has detailed balance for exp(−S_eff), so have its n-th power and this step for exp(−S): the ratio of the
 * chances to propose u′ from u and u from u′ is exp(−S_eff(u′))/exp(−S_eff(u)). Sweeps in a fixed order keep exp(−S_eff) too,
 * but without detailed balance, and must not be used here. S is computed once per step, however long the chain.
 *
 * Weights of S_eff may change between steps, and must not during the ones that are measured.
 *
 * References: J. Liu, Y. Qi, Z. Y. Meng, L. Fu, Phys. Rev. B 95, 041101 (2017), arXiv:1610.03137; with neural networks
 * Y. Nagai, M. Okumura, A. Tanaka, Phys. Rev. B 101, 115111 (2020), arXiv:1807.04955.
 */
import { type Configuration, type Functional, key, papers, uniforms } from '../lattice/index.ts';
import type { StepKey, TransitionKernel } from './step.ts';

export interface SelfLearningOptions<F, S extends { readonly u: F }, I> {
  /** S: decides what is accepted, and so what distribution is sampled. */
  readonly action: Pick<Functional<F>, 'name' | 'cites' | 'value'>;
  /** S_eff: what the chain samples. */
  readonly effective: Pick<Functional<F>, 'name' | 'cites' | 'value'>;
  /** Has detailed balance for exp(−S_eff), and keeps no memory but its configuration u. */
  readonly chain: TransitionKernel<S, I, F>;
  /** n */
  readonly length: number;
  /** Sees every proposal, whether or not it will be accepted. */
  readonly onProposal?: (proposal: F, start: F, known: SelfLearningEnds) => void;
}

export interface SelfLearningEnds {
  readonly key: StepKey;
  readonly actionStart: number;
  readonly actionEnd: number;
  readonly effectiveStart: number;
  readonly effectiveEnd: number;
}

export interface SelfLearningState<F, S> {
  /** The current configuration: read it, clone it, leave it as it is. */
  readonly u: F;
  /** S(u), if it is known. */
  readonly action: number | undefined;
  /** Of the chain, which begins at u. */
  readonly inner: S;
}

export interface SelfLearningInfo<I> {
  /** Δ */
  readonly deltaH: number;
  readonly expMinusDeltaH: number;
  readonly accepted: boolean;
  readonly actionStart: number;
  readonly actionEnd: number;
  readonly effectiveStart: number;
  readonly effectiveEnd: number;
  /** How often S was computed: once, and at the start too in the first step after `init`. */
  readonly exactWeights: number;
  /** Of the steps of the chain. */
  readonly inner: readonly I[];
  readonly seconds: number;
}

export type SelfLearning<F, S, I> = TransitionKernel<SelfLearningState<F, S>, SelfLearningInfo<I>, F>;

/** @throws if the length is not a whole number above 0; a step throws if S or S_eff is not finite */
export function selfLearning<F extends Configuration<F>, S extends { readonly u: F }, I>(
  options: SelfLearningOptions<F, S, I>,
): SelfLearning<F, S, I> {
  const { action, effective, chain, length, onProposal } = options;
  if (!Number.isInteger(length) || length < 1) {
    throw new Error(`A proposal is 1 step of the chain or more; found ${length}.`);
  }
  const value = (S: Pick<Functional<F>, 'name' | 'value'>, u: F) => {
    const found = S.value(u);
    if (!Number.isFinite(found)) throw new Error(`${S.name} is ${found}; expected a finite number. Check the weights.`);
    return found;
  };
  return {
    name: `self-learning Monte Carlo, ${length} × ${chain.name}`,
    cites: [...new Set([...papers('Liu:2017slmc'), ...chain.cites, ...action.cites, ...effective.cites])],
    init: u => ({ u, action: undefined, inner: chain.init(u.clone()) }),
    step(stepKey, state) {
      const { seed, trajectory } = stepKey;
      const clock = performance.now();
      const { u } = state;
      const actionStart = state.action ?? value(action, u);
      const effectiveStart = value(effective, u);
      const infos: I[] = [];
      let { inner } = state;
      inner.u.copyFrom(u);
      for (let k = 0; k < length; k++) {
        const [next, info] = chain.step({ seed, trajectory: trajectory * length + k }, inner);
        inner = next;
        infos.push(info);
      }
      const actionEnd = value(action, inner.u);
      const effectiveEnd = value(effective, inner.u);
      const ends = { actionStart, actionEnd, effectiveStart, effectiveEnd };
      onProposal?.(inner.u, u, { key: stepKey, ...ends });
      const deltaH = actionEnd - actionStart - (effectiveEnd - effectiveStart);
      const expMinusDeltaH = Math.exp(-deltaH);
      const [uniform] = uniforms(key(seed, trajectory, 'selfLearning'), 0, 0);
      const accepted = uniform < expMinusDeltaH;
      if (accepted) u.copyFrom(inner.u);
      const exactWeights = state.action === undefined ? 2 : 1;
      const seconds = (performance.now() - clock) / 1000;
      const info = { deltaH, expMinusDeltaH, accepted, ...ends, exactWeights, inner: infos, seconds };
      return [{ u, action: accepted ? actionEnd : actionStart, inner }, info];
    },
  };
}
