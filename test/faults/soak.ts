/** A long run that watches its own memory and open files: `node --expose-gc soak.ts FILE FOLDER`, JSON on stdout. */
import { readdirSync } from 'node:fs';
import { assemble } from '../../src/run/assemble.ts';
import { cask } from './runs.ts';

const [file, folder] = process.argv.slice(2);
const samples: { trajectory: number; rss: number; heap: number; files: number }[] = [];

const { code, stderr } = await cask(['run', file, '--out', folder, '--quiet'], {
  assemble: async (resolved, options) => {
    const simulation = await assemble(resolved, options);
    return {
      ...simulation,
      next(request) {
        if (request.trajectory % 2000 === 0) {
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
