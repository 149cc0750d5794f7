/** Tells a set of replicas from a run. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export const setFile = 'replicas.json';

/** Whether a folder holds a set of replicas. */
export function isReplicaSet(folder: string): boolean {
  return existsSync(join(folder, setFile));
}
