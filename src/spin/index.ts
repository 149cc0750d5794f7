/** Classical spins on a lattice. */
export * from './doubleExchange/index.ts';
export { inner, type SpinHandle, spins } from './kernels.ts';
export { alignedSpins, randomSpins, SpinField } from './spinField.ts';
