/** Small dense matrices. */
export { type HermitianSolver, hermitianSolver } from './hermitian.ts';
export { type MatrixStack, matrixStack } from './matrixStack.ts';
