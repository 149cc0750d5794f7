/**
 * Modules that add parts of a user's own: observables, layers, losses, gauge actions. `--with FILE` anywhere on the command line, or
 * `--use FILE` before the command. They are loaded before the schema of run files is made.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { notedModules, noteModulesIn } from '../runfolder/usedModules.ts';

/** Takes the flags out of the arguments, and notes their files. @throws Error with a sentence */
export function noteModules(argv: readonly string[], environment = process.env): string[] {
  const rest: string[] = [];
  const files = notedModules(environment);
  for (let k = 0; k < argv.length; k++) {
    const flag = flagAt(argv, k, rest.length === 0);
    if (flag === undefined) {
      rest.push(argv[k]);
      continue;
    }
    const file = argv[k].startsWith(`${flag}=`) ? argv[k].slice(flag.length + 1) : argv[++k];
    if (file === undefined || file === '') {
      throw new Error(`${flag} needs the file of a module that registers observables, layers, losses or actions.`);
    }
    if (!existsSync(file)) throw new Error(`${flag}: there is no file ${file}.`);
    files.push(resolve(file));
  }
  if (files.length > 0) noteModulesIn(environment, files);
  return rest;
}

function flagAt(argv: readonly string[], k: number, isBeforeCommand: boolean): string | undefined {
  const flags = isBeforeCommand ? ['--with', '--use'] : ['--with'];
  return flags.find(flag => argv[k] === flag || argv[k].startsWith(`${flag}=`));
}

/** Loads the modules that were noted. @throws Error with a sentence */
export async function loadModules(environment = process.env): Promise<void> {
  for (const file of notedModules(environment)) {
    try {
      await import(pathToFileURL(file).href);
    } catch (error) {
      throw new Error(`--with: ${file} cannot be loaded: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
