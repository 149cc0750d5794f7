/** Plants bugs in a copy of the sources and asks the preflight of the copy what it finds. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Mutant, planted } from './mutant.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const timeout = 5 * 60_000;

export interface Broken {
  readonly law: string;
  readonly deviation: string;
  readonly sentence: string;
}

/** Copies what a preflight needs, without tests. */
export function copySources(folder: string): void {
  cpSync(join(root, 'src'), join(folder, 'src'), { recursive: true, filter: name => !name.endsWith('.test.ts') });
  mkdirSync(join(folder, 'test/mutations'), { recursive: true });
  for (const name of ['program.ts', 'theories.ts']) {
    cpSync(join(root, 'test/mutations', name), join(folder, 'test/mutations', name));
  }
  cpSync(join(root, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir');
}

/**
 * The laws that the mutant breaks; the copy is mended afterwards.
 *
 * @throws if the text to change does not stand in the source exactly once: then the list of mutants is out of date
 */
export function brokenBy({ edits, theory, bug }: Mutant, folder: string): Broken[] {
  const originals = new Map<string, string>();
  try {
    for (const edit of edits) {
      const path = join(folder, 'src', edit.file);
      const text = readFileSync(path, 'utf8');
      if (!originals.has(path)) originals.set(path, text);
      writeFileSync(path, planted(text, edit, bug));
    }
    return examined(folder, theory);
  } finally {
    for (const [path, text] of originals) writeFileSync(path, text);
  }
}

/**
 * What the preflight of the copy finds wrong with a theory; a preflight that cannot even start counts as one law.
 *
 * @throws if the preflight takes longer than five minutes: that is no finding
 */
export function examined(folder: string, theory: string): Broken[] {
  const program = join(folder, 'test/mutations/program.ts');
  try {
    const answer = execFileSync(process.execPath, [program, theory], { encoding: 'utf8', stdio: 'pipe', timeout });
    return JSON.parse(answer) as Broken[];
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ETIMEDOUT') throw error;
    return [{ law: 'the program runs', deviation: 'NaN', sentence: (error as Error).message }];
  }
}
