/** The program behind the command `cask`. The physics is loaded only when a run needs it. */

import type { Assemble } from '../simulation/simulation.ts';
import type { Preflight } from './command/check.ts';
import { main } from './main.ts';

const assemble: Assemble = async (resolved, options) => {
  const physics = await import('../simulation/assemble.ts');
  return physics.assemble(resolved, options);
};

const preflight: Preflight = async (run, extent, files) => {
  const laws = await import('../laws/preflight/index.ts');
  return laws.preflight(run, extent, files);
};

// A reader that goes away, as in `cask run FILE | head`, must not end the run.
process.stdout.on('error', error => {
  if (!('code' in error) || error.code !== 'EPIPE') throw error;
});

process.exitCode = await main(process.argv.slice(2), { assemble, preflight });
