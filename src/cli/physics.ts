/** The physics behind the command line, loaded only when a run needs it. */
import { isSpinRun } from '../runfile/schema/index.ts';
import type { Assemble, FindSolver } from '../simulation/simulation.ts';
import type { Preflight } from './command/check.ts';

/** The machines that there are in Node only. */
async function withBackends(kind: string) {
  const node = await import('../kernel/node/index.ts');
  node.registerNative();
  node.registerOpenCl();
  // Looking for a GPU takes a moment.
  if (kind === 'webgpu') await node.registerWebGpu();
  return node;
}

export const assemble: Assemble = async (resolved, options) => {
  const [physics, { nodeThreads }] = await Promise.all([
    import('../simulation/assemble.ts'),
    withBackends(resolved.machine.kind),
  ]);
  const eigenvalues: FindSolver = async (rows, kind) =>
    (await import('../spin/node/index.ts')).chooseSolver(rows, kind);
  return physics.assemble(resolved, { threads: nodeThreads, eigenvalues, ...options });
};

export const preflight: Preflight = async (run, extent, files) => {
  await withBackends(run.machine.kind);
  if (isSpinRun(run)) return (await import('../laws/preflight/spins/index.ts')).preflightSpins(run);
  const laws = await import('../laws/preflight/index.ts');
  return laws.preflight(run, extent, files);
};
