/** `cask new [FILE]`: a run file from questions, from a preset, or from a parameter file of LatticeQCD.jl. */
import { existsSync, writeFileSync } from 'node:fs';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { InputError } from '../../runfile/input/problem.ts';
import { type Setting, settingFrom, withSettings } from '../../runfile/input/settings.ts';
import { parseToml } from '../../runfile/input/toml.ts';
import { validate } from '../../runfile/input/validate.ts';
import { readText, reasonOf } from '../../runfile/node/read.ts';
import type { Resolved } from '../../runfile/schema/index.ts';
import { translateLatticeQcd } from '../../runfile/translate/latticeQcd.ts';
import type { Assemble } from '../../simulation/simulation.ts';
import { needLine } from '../memory/need.ts';
import type { Output } from '../progress/display.ts';
import type { Asker } from '../wizard/asker.ts';
import { converse } from '../wizard/conversation.ts';
import { estimateLines, estimateRun } from '../wizard/estimate.ts';
import { presets } from '../wizard/presets.ts';
import { runFileText } from '../wizard/runFileText.ts';

import type { FindNeed } from './check.ts';
import { settingOption } from './settingOption.ts';

export interface NewContext {
  readonly stdout: Output;
  /** For the estimate on the review page. */
  readonly assemble: Assemble;
  readonly memoryNeed?: FindNeed;
  /** Default: the terminal. */
  readonly asker?: Asker;
}

export interface NewFlags {
  readonly preset?: string;
  readonly fromLatticeqcd?: string;
  readonly latticeqcdVersion?: '1' | '2';
  readonly set?: readonly string[];
}

/** Adds the command to the program. */
export function addNew(cask: Command, context: NewContext): void {
  cask
    .command('new')
    .description('write a run file: answer questions, or start from a preset or a file of LatticeQCD.jl')
    .argument('[FILE.toml]', 'the file to write; it must not exist yet', tomlName)
    .addOption(new Option('--preset <NAME>', 'ask nothing, write this preset').choices(presets.map(({ name }) => name)))
    .addOption(
      new Option(
        '--from-latticeqcd <FILE>',
        'ask nothing, translate a parameter file of LatticeQCD.jl 1 or 2',
      ).conflicts('preset'),
    )
    .addOption(
      new Option(
        '--latticeqcd-version <N>',
        'which version the step size is meant for; else decided from the file',
      ).choices(['1', '2']),
    )
    .addOption(settingOption('the file to write'))
    .addHelpText(
      'after',
      `\nPresets:\n${presets.map(({ name, meaning }) => `  ${name.padEnd(17)} ${meaning}`).join('\n')}`,
    )
    .action((file: string | undefined, flags: NewFlags) => newRunFile(file, flags, context));
}

function tomlName(name: string): string {
  if (/\.toml$/.test(name)) return name;
  throw new InvalidArgumentError('Expected a name that ends in .toml.');
}

/** @throws InputError if the file exists, cannot be written, or what it is made from cannot be used */
export async function newRunFile(file: string | undefined, flags: NewFlags, context: NewContext): Promise<void> {
  const { stdout } = context;
  if (file !== undefined) requireFree(file);
  const settings = (flags.set ?? []).map(settingFrom);
  if (flags.fromLatticeqcd !== undefined) {
    const { text, notes } = translated(flags.fromLatticeqcd, flags.latticeqcdVersion, settings);
    stdout.write(`${notes.map(note => `- ${note}`).join('\n')}\n`);
    return write(file ?? 'run.toml', text, stdout);
  }
  if (flags.preset !== undefined) {
    const preset = presets.find(({ name }) => name === flags.preset);
    const name = file ?? `${flags.preset}.toml`;
    return write(name, textWith(preset?.document ?? {}, settings, [], name), stdout);
  }
  const finished = await converse({
    asker: context.asker ?? (await terminalAsker()),
    review: document => reviewLines(document, context),
    refuseFile,
    fileName: file,
  });
  if (finished === undefined) stdout.write('Nothing was written.\n');
  else write(finished.fileName, textWith(finished.document, settings, [], finished.fileName), stdout);
}

async function terminalAsker(): Promise<Asker> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    throw new InputError([
      '"cask new" asks questions and needs a terminal; here, use --preset NAME or --from-latticeqcd FILE.',
    ]);
  }
  const { terminal } = await import('../wizard/terminal.ts');
  return terminal;
}

/** The file as it would be written, and what the run will cost; a remaining problem prints its own message. */
async function reviewLines(document: Record<string, unknown>, { assemble, memoryNeed }: NewContext): Promise<string[]> {
  const text = runFileText(document);
  try {
    const run: Resolved = validate('the run', text, parseToml('the run', text));
    const need = await memoryNeed?.(run);
    const estimate = await estimateRun(run, { assemble });
    return [text.trimEnd(), ...(need === undefined ? [] : [needLine(need)]), ...estimateLines(estimate)];
  } catch (error) {
    return [text.trimEnd(), error instanceof Error ? error.message : String(error)];
  }
}

/** @throws InputError where a setting does not fit */
function textWith(
  document: Readonly<Record<string, unknown>>,
  settings: readonly Setting[],
  comments: readonly string[],
  name: string,
): string {
  const changed = withSettings(document, settings);
  const text = runFileText(changed, comments);
  validate(name, text, parseToml(name, text), settings);
  return text;
}

function translated(
  fileName: string,
  version: '1' | '2' | undefined,
  settings: readonly Setting[],
): { text: string; notes: readonly string[] } {
  const table = parseToml(fileName, readText(fileName));
  const options = version === undefined ? {} : { version: Number(version) as 1 | 2 };
  const { document, notes } = translateLatticeQcd(fileName, table, options);
  const comments = [`Translated from ${fileName}.`, ...notes];
  return { text: textWith(document, settings, comments, `${fileName}, translated`), notes };
}

function refuseFile(name: string): string | undefined {
  if (!/\.toml$/.test(name)) return `${JSON.stringify(name)} cannot be used; expected a name that ends in .toml.`;
  return existsSync(name) ? `${name} exists already; expected a new name.` : undefined;
}

function requireFree(file: string): void {
  if (existsSync(file)) throw new InputError([`${file} exists already; expected the name of a new file.`]);
}

function write(file: string, text: string, stdout: Output): void {
  requireFree(file);
  try {
    writeFileSync(file, text, { flag: 'wx' });
  } catch (error) {
    throw new InputError([`${file} cannot be written: ${reasonOf(error)}.`]);
  }
  stdout.write(`Wrote ${file}. Next: cask check ${file}, then cask run ${file}\n`);
}
