/** `cask export DIR --to FILE`: the observables of a run for other programs, as HDF5 or CSV. */
import { existsSync } from 'node:fs';
import { extname } from 'node:path';
import type { Command } from 'commander';
import { FileError, type Table } from '../../files/index.ts';
import { writeCsv, writeHdf5 } from '../../files/node/index.ts';
import { type ExportedTexts, observablesTable } from '../../report/observablesTable.ts';
import { InputError } from '../../runfile/input/problem.ts';
import { readRunTexts } from '../../runfolder/runTexts.ts';
import type { Output } from '../progress/display.ts';

type Writer = (path: string, table: Table) => void | Promise<void>;

const writers: Readonly<Record<string, Writer>> = { '.h5': writeHdf5, '.hdf5': writeHdf5, '.csv': writeCsv };

interface ExportFlags {
  readonly to: string;
  readonly force: boolean;
}

/** Adds the command to the program. */
export function addExport(cask: Command, stdout: Output): void {
  cask
    .command('export')
    .description('write the observables of a run, trajectory by trajectory, as HDF5 or CSV')
    .argument('<DIR>', 'the run folder; the run may still be going on')
    .requiredOption('--to <FILE>', `the file to write; ${Object.keys(writers).join(', ')} tell the format`)
    .option('--force', 'replace an existing file', false)
    .action((folder: string, flags: ExportFlags) => exportObservables(folder, flags, stdout));
}

/** @throws InputError when the folder holds no log that is whole, or the file cannot be written */
async function exportObservables(folder: string, { to, force }: ExportFlags, stdout: Output): Promise<void> {
  const write = writers[extname(to).toLowerCase()];
  if (write === undefined) {
    throw new InputError([`The name ${to} does not tell the format: end it with ${Object.keys(writers).join(', ')}.`]);
  }
  if (existsSync(to) && !force) {
    throw new InputError([`${to} exists already; give another name, or --force to replace it.`]);
  }
  const { table, remarks } = observablesTable(exportedTexts(folder));
  for (const remark of remarks) stdout.write(`${remark}\n`);
  try {
    await write(to, table);
  } catch (error) {
    if (error instanceof FileError) throw new InputError([error.message]);
    throw error;
  }
  const rows = table.columns[0].values.length;
  stdout.write(
    `${folder} → ${to}: ${rows} ${rows === 1 ? 'trajectory' : 'trajectories'}, ` +
      `columns ${table.columns.map(({ name }) => name).join(', ')}.\n`,
  );
}

/** A run that is still going on is not disturbed. @throws InputError */
function exportedTexts(folder: string): ExportedTexts {
  const { provenance, ...texts } = readRunTexts(folder);
  if (provenance !== undefined) return { ...texts, provenance };
  throw new InputError([`${folder} holds no provenance.json; expected the folder of a run, as "cask run" writes it.`]);
}
