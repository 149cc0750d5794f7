/** How far the run in a folder has come, in a sentence that says how to go on. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Whether a folder was written by `cask run`. */
export function isRunFolder(folder: string): boolean {
  return existsSync(join(folder, 'resolved.toml')) && existsSync(join(folder, 'log.jsonl'));
}

/** Undefined where the folder holds neither a run nor a set of replicas. */
export function standingOf(folder: string): string | undefined {
  if (existsSync(join(folder, 'replicas.json'))) {
    return `It holds a set of replicas; go on with: cask resume ${folder}`;
  }
  if (!isRunFolder(folder)) return undefined;
  const finished = productionOf(folder);
  return finished === undefined
    ? `It holds a run that is not finished; go on with: cask resume ${folder}`
    : `It holds a complete run of ${finished} production trajectories; for more of the same chain: ` +
        `cask resume ${folder} --trajectories ${2 * finished}`;
}

/** The production trajectories of a run that is complete. */
function productionOf(folder: string): number | undefined {
  try {
    const summary = JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8'));
    return summary.outcome === 'complete' ? Number(summary.trajectories.production) : undefined;
  } catch {
    return undefined;
  }
}
