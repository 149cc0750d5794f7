/** Cores of this computer that may be used. */
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';

/** Cores that this process may use and that nobody else keeps busy, at least one. */
export function freeCores(): number {
  const busy = Math.round(loadavg()[0]);
  return Math.max(1, physicalCores() - busy);
}

/** Cores that this process may use; the two threads of one core count once. */
export function physicalCores(): number {
  const logical = cpus().length;
  const threadsPerCore = Math.max(1, Math.round(logical / (coresListed() ?? logical)));
  return Math.max(1, Math.floor(availableParallelism() / threadsPerCore));
}

/** As Linux lists them; elsewhere they are not known. */
function coresListed(): number | undefined {
  try {
    const text = readFileSync('/proc/cpuinfo', 'utf8');
    const cores = text.split('\n\n').map(block => {
      const number = (name: string) => block.match(new RegExp(`^${name}\\s*: (\\d+)$`, 'm'))?.[1];
      return `${number('physical id')}:${number('core id')}`;
    });
    const distinct = new Set(cores.filter(core => !core.includes('undefined')));
    return distinct.size > 0 ? distinct.size : undefined;
  } catch {
    return undefined;
  }
}
