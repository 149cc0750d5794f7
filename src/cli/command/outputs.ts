/** Files that commands write beside what they print: tables and figures. */
import { existsSync } from 'node:fs';
import { extname } from 'node:path';
import { FileError, type Table } from '../../files/index.ts';
import { writeAtomically, writeCsv, writeHdf5 } from '../../files/node/index.ts';
import { type Figure, standalone } from '../../report/frame.ts';
import { numbersOf } from '../../report/numbers.ts';
import { InputError } from '../../runfile/input/problem.ts';
import { RunError } from '../../simulation/driver.ts';
import { writePng } from '../raster.ts';

export interface TableFlags {
  readonly csv?: string;
  readonly hdf5?: string;
  /** CSV or HDF5 by its ending. */
  readonly out?: string;
}

/**
 * What writes a table to the files asked for.
 *
 * @param refuse throws for files that are meant for something else
 * @throws InputError for an unknown format, before anything is computed; the writer throws RunError
 */
export function tableWriter(
  { csv, hdf5, out }: TableFlags,
  refuse: (file: string) => void = () => {},
): (table: () => Table) => Promise<void> {
  for (const file of [csv, hdf5, out]) if (file !== undefined) refuse(file);
  const [csvFiles, hdf5Files] = [csv === undefined ? [] : [csv], hdf5 === undefined ? [] : [hdf5]];
  if (out !== undefined) filesByEnding(out, csvFiles, hdf5Files).push(out);
  return async table => {
    try {
      for (const file of csvFiles) writeCsv(file, table());
      for (const file of hdf5Files) await writeHdf5(file, table());
    } catch (error) {
      throw error instanceof FileError ? new RunError(error.message) : error;
    }
  };
}

function filesByEnding(file: string, csv: string[], hdf5: string[]): string[] {
  const ending = extname(file).toLowerCase();
  if (ending === '.csv') return csv;
  if (ending === '.h5' || ending === '.hdf5') return hdf5;
  throw new InputError([`The name ${file} does not tell the format: end it with .csv or .h5.`]);
}

/** @throws InputError where its ending tells no format, or it exists and is not to be replaced */
export function requireFigure(out: string, force: boolean): void {
  const ending = extname(out).toLowerCase();
  if (!['.svg', '.png', '.csv'].includes(ending)) {
    throw new InputError([
      `The name ${out} does not tell the format: end it with .svg or .png, or .csv for its numbers.`,
    ]);
  }
  if (existsSync(out) && !force) {
    throw new InputError([`${out} exists already; give another name, or --force to replace it.`]);
  }
}

/** Writes a figure as SVG or PNG, or its numbers as CSV. Errors as {@link requireFigure}, and when it cannot be written */
export function writeFigure(out: string, frame: Figure, force: boolean): void {
  requireFigure(out, force);
  const ending = extname(out).toLowerCase();
  if (ending === '.png') {
    writePng(out, standalone(frame));
    return;
  }
  try {
    if (ending === '.csv') writeCsv(out, numbersOf(frame));
    else writeAtomically(out, new TextEncoder().encode(standalone(frame)));
  } catch (error) {
    throw error instanceof FileError ? new InputError([error.message]) : error;
  }
}
