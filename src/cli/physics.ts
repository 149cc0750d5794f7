/** The physics behind the command line, loaded only when a run needs it. */
import type { Assemble } from '../simulation/simulation.ts';
import type { Preflight } from './command/check.ts';

export const assemble: Assemble = async (resolved, options) => {
  const [physics, { nodeThreads, registerNative }] = await Promise.all([
    import('../simulation/assemble.ts'),
    import('../kernel/node/index.ts'),
  ]);
  registerNative();
  return physics.assemble(resolved, { threads: nodeThreads, ...options });
};

export const preflight: Preflight = async (run, extent, files) => {
  const laws = await import('../laws/preflight/index.ts');
  return laws.preflight(run, extent, files);
};
