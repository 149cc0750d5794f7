/** Which commands compute for long in one piece, and so get a thread of their own. */
import { isReplicaSet } from '../replicas/isReplicaSet.ts';

/** `cask run` and `cask resume` of one run; replicas are processes, whose parent only waits. */
export function isComputing([command, ...rest]: readonly string[]): boolean {
  if (rest.includes('--help') || rest.includes('-h')) return false;
  if (command === 'run') return !rest.some(argument => /^--replicas(=|$)/.test(argument));
  return command === 'resume' && !rest.some(isReplicaSet);
}
