/** Hashes of what the kernels of spins do, instruction by instruction: for the provenance of a run. */
import type { Kernel } from '../../kernel/index.ts';
import { shortHash } from '../../runfile/shortHash.ts';
import { type EffectiveModel, motionKernels, type SpinField } from '../../spin/index.ts';

const hashOf = (kernels: readonly Kernel[]) => shortHash(kernels.map(({ ir }) => ir.toString()).join('\n'));

/** Those that move the spins, each by its name, and those of an effective model together. */
export function spinKernelHashes({ components, lattice }: SpinField, effective?: EffectiveModel) {
  const motions = motionKernels(components, lattice.dimension).map(kernel => [kernel.name, hashOf([kernel])]);
  return { ...Object.fromEntries(motions), ...(effective ? { effectiveModel: hashOf(effective.kernels()) } : {}) };
}
