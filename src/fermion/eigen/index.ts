/** Low eigenvalues and eigenvectors, and what they are good for. */
export type { Chebyshev } from './chebyshev.ts';
export { deflatedGuess } from './deflation.ts';
export { type EigenOptions, type Eigenpair, type Eigenpairs, lowestEigenpairs } from './lanczos.ts';
export { type SymmetricEigen, symmetricEigen } from './symmetricEigen.ts';
