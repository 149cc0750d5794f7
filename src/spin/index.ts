/** Classical spins on a lattice. */
export { inner, type SpinHandle, spins } from './kernels.ts';
export { alignedSpins, randomSpins, SpinField } from './spinField.ts';
