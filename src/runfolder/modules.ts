/**
 * The modules that a run folder was made with (`cask … --with FILE`). Their names stand in its provenance; code is never loaded
 * because a folder names it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LoadedRun, Overrides } from '../runfile/input/decide.ts';
import { InputError } from '../runfile/input/problem.ts';
import { loadMadeRun } from '../runfile/node/load.ts';
import type { OwnModule, Provenance } from '../runfile/provenance.ts';
import { ownModules } from './usedModules.ts';

/**
 * `resolved.toml` of a run folder.
 *
 * @param load how it is read: `loadRun` where the run goes on and needs the files that it names
 * @throws InputError, which names the modules that the folder was made with and that are missing
 */
export function loadResolved(folder: string, overrides: Overrides = {}, load = loadMadeRun): LoadedRun {
  try {
    return load(join(folder, 'resolved.toml'), { out: folder, ...overrides });
  } catch (error) {
    const missing = missingModules(modulesOf(folder));
    if (!(error instanceof InputError) || missing.length === 0) throw error;
    const flags = missing.map(({ file }) => `--with ${file}`).join(' ');
    throw new InputError([
      error.message,
      `The run in ${folder} was made with parts of ${missing.map(({ file }) => file).join(', ')}. Code is not loaded ` +
        `because a folder names it; if it is yours, say so: ${flags} (a path from where the run was begun).`,
    ]);
  }
}

/** One sentence for each module that is missing or no longer what it was when the run began. */
export function moduleRemarks({ modules = [] }: Provenance): string[] {
  return missingModules(modules).map(
    ({ file }) =>
      `${file}, loaded with --with when the run began, is missing or was changed: its numbers may mean something else.`,
  );
}

function missingModules(modules: readonly OwnModule[]): OwnModule[] {
  const loaded = new Set(ownModules().map(({ hash }) => hash));
  return modules.filter(({ hash }) => !loaded.has(hash));
}

/** As far as provenance can be read. */
function modulesOf(folder: string): readonly OwnModule[] {
  try {
    return (JSON.parse(readFileSync(join(folder, 'provenance.json'), 'utf8')) as Provenance).modules ?? [];
  } catch {
    return [];
  }
}
