/**
 * Modules of a user's own parts that this process uses (`cask … --with FILE`). The schema of run files is made of the
 * catalogue and of the registries after they are loaded, so nothing here may import it.
 */
import { readFileSync } from 'node:fs';
import { basename, isAbsolute, relative } from 'node:path';
import type { OwnModule } from '../runfile/provenance.ts';
import { shortHash } from '../runfile/shortHash.ts';

/** Threads and replicas find the modules in the environment, one path a line. */
const variable = 'CASK_USE';

export function notedModules(environment: NodeJS.ProcessEnv = process.env): string[] {
  return (environment[variable] ?? '').split('\n').filter(file => file !== '');
}

export function noteModulesIn(environment: NodeJS.ProcessEnv, files: readonly string[]): void {
  environment[variable] = files.join('\n');
}

/** For provenance: from the working directory on, or the name alone, so that no computer or user is named. */
export function ownModules(): OwnModule[] {
  return notedModules().map(path => {
    const file = relative(process.cwd(), path);
    const isElsewhere = file.startsWith('..') || isAbsolute(file);
    return { file: isElsewhere ? basename(path) : file, hash: shortHash(readFileSync(path)) };
  });
}
