// The house rules that a machine can check by looking at names and lengths.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

const longest = 500;
const sourceFolders = ['src', 'test', 'bench', 'examples', 'bin', '.ci', 'studio'];
const sourceEnding = /\.(ts|js|mjs|c|h)$/;
const forbiddenNames = /^(utils?|helpers?)(\.|$)/i;

/** Files that may be longer than the limit, each with its reason; a table is a reason, a long function is not. */
export const longFiles: Readonly<Record<string, string>> = {};

/** All paths below `root` that hold source, folders included, with forward slashes. */
function sourcePaths(root: string): string[] {
  return readdirSync(root, { withFileTypes: true })
    .filter(entry => entry.isDirectory() && sourceFolders.includes(entry.name))
    .flatMap(folder => readdirSync(join(root, folder.name), { withFileTypes: true, recursive: true }))
    .map(entry => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter(path => !path.split('/').includes('node_modules'));
}

/** Every breach of the house rules below `root`, one sentence each; an empty list means the house is in order. */
export function houseFaults(root: string): string[] {
  return sourcePaths(root).flatMap(path => {
    const faults: string[] = [];
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (forbiddenNames.test(name)) {
      faults.push(`${path} is named for no idea: give it the name of what it holds.`);
    }
    if (sourceEnding.test(name) && !(path in longFiles)) {
      const lines = readFileSync(join(root, path), 'utf8').trimEnd().split('\n').length;
      if (lines > longest) faults.push(`${path} has ${lines} lines, at most ${longest} are allowed: split it by idea.`);
    }
    return faults;
  });
}
