/** Keys that say when a computation is given up, not what it gives: an interrupted run may go on with other values. */
import { isSpinRun, type Resolved } from './schema/index.ts';
import { isDynamics } from './schema/sampler.ts';

export const iterationLimit = 'sampler.solver.maxIterations';

/** Whether a key, by its path, is such a limit. */
export function isLimit(path: string): boolean {
  return path === iterationLimit;
}

/** The most iterations of a solve; undefined for samplers that solve nothing. */
export function mostIterations(run: Resolved): number | undefined {
  return !isSpinRun(run) && isDynamics(run.sampler) ? run.sampler.solver.maxIterations : undefined;
}

export function withMostIterations(resolved: Resolved, maxIterations: number): Resolved {
  if (isSpinRun(resolved) || !isDynamics(resolved.sampler)) return resolved;
  const { sampler } = resolved;
  return { ...resolved, sampler: { ...sampler, solver: { ...sampler.solver, maxIterations } } };
}
