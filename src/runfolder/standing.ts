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
  const summary = summaryOf(folder);
  if (summary === undefined) return undefined;
  return summary.outcome === 'complete'
    ? completeLine(folder, summary.trajectories.production)
    : `It holds a run that is not finished; go on with: cask resume ${folder}`;
}

/** For a run whose schedule is done. */
export function completeLine(folder: string, production: number): string {
  return (
    `It holds a complete run of ${production} production trajectories; for more of the same chain: ` +
    `cask resume ${folder} --trajectories ${2 * production}`
  );
}

/** What `summary.json` says of how a run ended. */
interface Ending {
  readonly outcome: string;
  readonly trajectories: { readonly production: number };
}

/** Without a summary a run has not ended; undefined where it cannot be read. */
function summaryOf(folder: string): Ending | undefined {
  const path = join(folder, 'summary.json');
  if (!existsSync(path)) return { outcome: 'interrupted', trajectories: { production: 0 } };
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
