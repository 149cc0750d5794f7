/** `cask export DIR… --to FILE`: the observables of runs for other programs. */

import { existsSync } from 'node:fs';
import { extname } from 'node:path';
import type { Command } from 'commander';
import { relate, requireReplicas } from '../../analysis/relation.ts';
import { FileError, type Samples, type Table } from '../../files/index.ts';
import { writeAtomically, writeCsv, writeHdf5, writeNetcdf } from '../../files/node/index.ts';
import { type ExportedTexts, observablesTable } from '../../report/observablesTable.ts';
import { pyerrorsJson } from '../../report/pyerrors.ts';
import { samplesOf } from '../../report/samples.ts';
import { InputError } from '../../runfile/input/problem.ts';
import { readRunTexts } from '../../runfolder/runTexts.ts';
import { plural } from '../../words/index.ts';
import type { Output } from '../progress/display.ts';
import { runFoldersOf } from '../replicas/set.ts';
import { readRuns } from './readRun.ts';

type Writer = (path: string, table: Table) => void | Promise<void>;

const writers: Readonly<Record<string, Writer>> = { '.h5': writeHdf5, '.hdf5': writeHdf5, '.csv': writeCsv };

/** Of production alone, from several runs as chains. */
const sampleWriters: Readonly<Record<string, (path: string, samples: Samples) => void | Promise<void>>> = {
  '.nc': writeNetcdf,
  '.json': (path, samples) => writeAtomically(path, new TextEncoder().encode(pyerrorsJson(samples))),
};

export const sampleEndings: readonly string[] = Object.keys(sampleWriters);

const endings = [...Object.keys(writers), ...sampleEndings];

interface ExportFlags {
  readonly to: string;
  readonly force: boolean;
}

/** Adds the command to the program. */
export function addExport(cask: Command, stdout: Output): void {
  cask
    .command('export')
    .description(
      'write the observables of a run, trajectory by trajectory, as HDF5 or CSV; of production, for ArviZ (.nc) or pyerrors (.json)',
    )
    .argument('<DIR...>', 'the run folder; the run may still be going on. For .nc and .json replicas as well')
    .requiredOption('--to <FILE>', `the file to write; ${endings.join(', ')} tell the format`)
    .option('--force', 'replace an existing file', false)
    .action((folders: string[], flags: ExportFlags) => exportRuns(runFoldersOf(folders), flags, stdout));
}

/** @throws InputError when a folder holds no log that is whole, or the file cannot be written */
async function exportRuns(folders: readonly string[], flags: ExportFlags, stdout: Output): Promise<void> {
  const write = sampleWriters[extname(flags.to).toLowerCase()];
  if (write !== undefined) return exportSamples(folders, flags, write, stdout);
  if (folders.length === 1) return exportObservables(folders[0], flags, stdout);
  throw new InputError([`${flags.to} holds one run; found ${folders.join(', ')}. Several go into .nc or .json.`]);
}

async function exportSamples(
  folders: readonly string[],
  { to, force }: ExportFlags,
  write: (path: string, samples: Samples) => void | Promise<void>,
  stdout: Output,
): Promise<void> {
  refuseExisting(to, force);
  const runs = readRuns(folders);
  requireReplicas(relate(runs), 'Export each into a file of its own.');
  const samples = samplesOf(runs);
  await asInput(() => write(to, samples));
  const names = samples.variables.map(({ name }) => name).join(', ');
  stdout.write(
    `${folders.join(', ')} → ${to}: ${samples.chains.length} × ${plural(samples.draws.length, 'draw')} of ${names}.\n`,
  );
}

function refuseExisting(to: string, force: boolean): void {
  if (!existsSync(to) || force) return;
  throw new InputError([`${to} exists already; give another name, or --force to replace it.`]);
}

async function asInput(act: () => void | Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    throw error instanceof FileError ? new InputError([error.message]) : error;
  }
}

async function exportObservables(folder: string, { to, force }: ExportFlags, stdout: Output): Promise<void> {
  const write = writers[extname(to).toLowerCase()];
  if (write === undefined) {
    throw new InputError([`The name ${to} does not tell the format: end it with ${endings.join(', ')}.`]);
  }
  refuseExisting(to, force);
  const { table, remarks } = observablesTable(exportedTexts(folder));
  for (const remark of remarks) stdout.write(`${remark}\n`);
  await asInput(() => write(to, table));
  const rows = table.columns[0].values.length;
  stdout.write(
    `${folder} → ${to}: ${plural(rows, 'trajectory', 'trajectories')}, ` +
      `columns ${table.columns.map(({ name }) => name).join(', ')}.\n`,
  );
}

/** A run that is still going on is not disturbed. @throws InputError */
function exportedTexts(folder: string): ExportedTexts {
  const { provenance, ...texts } = readRunTexts(folder);
  if (provenance !== undefined) return { ...texts, provenance };
  throw new InputError([`${folder} holds no provenance.json; expected the folder of a run, as "cask run" writes it.`]);
}
