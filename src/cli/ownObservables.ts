/**
 * Modules that put observables of a user's own into the catalogue: `cask --use FILE … COMMAND`. They are loaded before the
 * schema of run files is made of the catalogue.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { notedModules, noteModulesIn } from '../runfolder/usedModules.ts';

const flag = '--use';

/** Takes the flags off the beginning of the arguments, and notes their files. @throws Error with a sentence */
export function noteModules(argv: readonly string[], environment = process.env): string[] {
  const rest = [...argv];
  const files = notedModules(environment);
  while (rest[0] === flag) {
    const [, file] = rest.splice(0, 2);
    if (file === undefined) throw new Error(`${flag} needs the file of a module that registers observables.`);
    if (!existsSync(file)) throw new Error(`${flag}: there is no file ${file}.`);
    files.push(resolve(file));
  }
  if (files.length > 0) noteModulesIn(environment, files);
  return rest;
}

/** Loads the modules that were noted. @throws Error with a sentence */
export async function loadModules(environment = process.env): Promise<void> {
  for (const file of notedModules(environment)) {
    try {
      await import(pathToFileURL(file).href);
    } catch (error) {
      throw new Error(`${flag}: ${file} cannot be loaded: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
