/** The system's LAPACK as eigenvalue solver of electrons. */
export { type ChosenSolver, chooseSolver, type SolverKind, type SolverReport, solverKinds } from './choose.ts';
export { lapackSolver } from './lapack.ts';
