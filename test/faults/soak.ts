/**
 * A long run that watches its own memory and open files every so many trajectories, JSON on stdout:
 * `node --expose-gc --max-semi-space-size=8 soak.ts FILE FOLDER EVERY`. The second flag keeps V8 from doubling the space
 * for young objects at a moment of its own choice, which looks like a leak of 20 MB.
 */
import { readdirSync } from 'node:fs';
import { assemble } from '../../src/simulation/assemble.ts';
import { cask } from './runs.ts';

const [file, folder, every] = process.argv.slice(2);
const samples: { trajectory: number; rss: number; heap: number; files: number }[] = [];

const { code, stderr } = await cask(['run', file, '--out', folder, '--quiet'], {
  assemble: async (resolved, options) => {
    const simulation = await assemble(resolved, options);
    return {
      ...simulation,
      next(request) {
        if (request.trajectory % Number(every) === 0) {
          globalThis.gc?.();
          const { rss, heapUsed } = process.memoryUsage();
          const files = process.platform === 'linux' ? readdirSync('/proc/self/fd').length : 0;
          samples.push({ trajectory: request.trajectory, rss, heap: heapUsed, files });
        }
        return simulation.next(request);
      },
    };
  },
});
if (code !== 0) process.stderr.write(stderr);
process.exitCode = code;
process.stdout.write(JSON.stringify({ samples }));
