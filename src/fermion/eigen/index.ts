/** Low eigenvalues and eigenvectors, and what they are good for. */
export type { Chebyshev } from './chebyshev.ts';
export { deflatedGuess } from './deflation.ts';
export type { EigenOptions, Eigenpair, Eigenpairs } from './eigenpair.ts';
export { lowestEigenpairs } from './lanczos.ts';
export { type SymmetricEigen, symmetricEigen } from './symmetricEigen.ts';
