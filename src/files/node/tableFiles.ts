/**
 * Tables in files, written strictly: the bytes are read again and compared bit for bit before they replace anything on
 * the disk, and the file appears complete or not at all.
 */

import { FileError, refuse } from '../bytes/fileError.ts';
import { tableFromCsv, tableToCsv } from '../table/csv.ts';
import { compareTables, type Table } from '../table/table.ts';
import { readWhole, writeAtomically } from './atomic.ts';
import { tableFromHdf5, tableToHdf5 } from './hdf5.ts';

/** Writes a table as comma-separated values. @throws FileError beginning with the path: the table, or the disk */
export function writeCsv(path: string, table: Table): void {
  const bytes = named(`${path} was not written`, () => {
    const text = tableToCsv(table);
    compareTables(table, tableFromCsv(text));
    return new TextEncoder().encode(text);
  });
  writeAtomically(path, bytes);
}

/** Writes a table as HDF5. @throws FileError beginning with the path: the table, or the disk */
export async function writeHdf5(path: string, table: Table): Promise<void> {
  const bytes = await namedLater(`${path} was not written`, async () => {
    const made = await tableToHdf5(table);
    compareTables(table, await tableFromHdf5(made));
    return made;
  });
  writeAtomically(path, bytes);
}

/** @throws FileError beginning with the path */
export function readCsv(path: string): Table {
  const bytes = readWhole(path);
  return named(path, () => tableFromCsv(decode(bytes)));
}

/** @throws FileError beginning with the path */
export function readHdf5(path: string): Promise<Table> {
  const bytes = readWhole(path);
  return namedLater(path, () => tableFromHdf5(bytes));
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refuse('The text is not UTF-8; expected comma-separated values.');
  }
}

function named<Result>(place: string, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    throw renamed(place, error);
  }
}

async function namedLater<Result>(place: string, act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    throw renamed(place, error);
  }
}

const renamed = (place: string, error: unknown) => (error instanceof FileError ? error.at(place) : error);
