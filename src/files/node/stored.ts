/** Configurations that lie in a folder. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const folderOfRuns = 'configurations';
const ofSpins = /\.safetensors$/;
/** What lies beside configurations of links: their documents, notes, tables. */
const documents = /^\.|\.(xml|json|jsonl|toml|md|csv|bib|html|h5)$/i;

/**
 * The files of spins in a folder, or in the folder of a run, in the order of their names; undefined where the path is no
 * folder.
 */
export function storedSpins(path: string): string[] | undefined {
  return stored(path, name => ofSpins.test(name));
}

/** The same of links, in any format. */
export function storedLinks(path: string): string[] | undefined {
  return stored(path, name => !documents.test(name) && !ofSpins.test(name));
}

function stored(path: string, isWanted: (name: string) => boolean): string[] | undefined {
  if (!isFolder(path)) return undefined;
  const folder = isFolder(join(path, folderOfRuns)) ? join(path, folderOfRuns) : path;
  return readdirSync(folder, { withFileTypes: true })
    .filter(entry => !entry.isDirectory() && isWanted(entry.name))
    .map(({ name }) => name)
    .sort()
    .map(name => join(folder, name));
}

const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
