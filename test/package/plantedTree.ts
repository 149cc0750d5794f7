// A temporary source tree for tests of the checkers: plant files, run a checker there, see what it says.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export const repository = join(import.meta.dirname, '../..');

/**
 * Runs `task` in a fresh folder that holds `files` (path → text) and sees this repository's packages,
 * and removes the folder afterwards.
 */
export function inPlantedTree<T>(files: Record<string, string>, task: (root: string) => T): T {
  const root = mkdtempSync(join(tmpdir(), 'cask-planted-'));
  try {
    symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return task(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** Starts a command of node_modules/.bin in `root`; gives back its status and all it printed. */
export function checker(root: string, command: string, ...options: string[]): { status: number | null; text: string } {
  const program = join(repository, 'node_modules/.bin', command);
  const { status, stdout, stderr } = spawnSync(program, options, { cwd: root, encoding: 'utf8' });
  return { status, text: stdout + stderr };
}
