/** Labelled and unlabelled configurations with a known mean, to try estimators on. */
import { hashNormal } from '../counterHash.ts';
import { autoregressiveChain } from '../syntheticChain.ts';
import { type Block, type Blocked, blocksFor } from './split.ts';

export interface Synthetic {
  readonly inputs: Float64Array[];
  readonly target: Float64Array;
  readonly data: Blocked;
}

/** O = 2 + x₀ + ½ (x₁² − 1) + noise: ⟨O⟩ = 2. One in `every` configurations has a label. */
export function synthetic(
  seed: number,
  length: number,
  options: { every?: number; tau?: number; noise?: number } = {},
) {
  const { every = 3, tau = 0.5, noise = 0.5 } = options;
  const inputs = [0, 1, 2].map(f =>
    tau === 0.5
      ? Float64Array.from({ length }, (_, i) => hashNormal(seed, f, i))
      : autoregressiveChain(tau, length, seed, f),
  );
  const target = inputs[0].map((x, i) => 2 + x + 0.5 * (inputs[1][i] ** 2 - 1) + noise * hashNormal(seed, 9, i));
  const size = Math.max(1, Math.ceil(6 * tau * (tau === 0.5 ? 0 : 1)));
  const block = Int32Array.from({ length }, (_, i) => Math.floor(i / Math.max(size, every)));
  const labelled = Array.from({ length }, (_, i) => i % every === 0);
  return { inputs, target, data: { block, labelled } } satisfies Synthetic;
}

/** Half of the labelled blocks to train on. */
export function halves({ data }: Synthetic): Block[] {
  return blocksFor(data, 0.5);
}
