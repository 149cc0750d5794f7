/** Small dense matrices. */
export { type HermitianSolver, hermitianSolver } from './hermitian.ts';
