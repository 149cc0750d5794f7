/** The log of a run as a table: one row per trajectory, one column per observable or component of one. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Table, Column as TableColumn } from '../../files/index.ts';
import { causeInWords } from '../../files/node/index.ts';
import type { Column, Columns } from '../analyse/columns.ts';
import { readLogText } from '../analyse/logFile.ts';
import { componentNames, describe } from '../analyse/observables.ts';
import { InputError } from '../input/problem.ts';

export interface ObservablesTable {
  readonly table: Table;
  /** What was forgiven in the log, one sentence each. */
  readonly remarks: readonly string[];
}

/**
 * Reads what a run has logged so far; a run that is still going on is not disturbed.
 *
 * @throws InputError when the folder is none of a run, or its log is damaged
 */
export function readObservables(folder: string): ObservablesTable {
  const [resolved, provenance, log] = ['resolved.toml', 'provenance.json', 'log.jsonl'].map(name => read(folder, name));
  const { columns, remarks } = readLogText(join(folder, 'log.jsonl'), log);
  const attributes = {
    ...{ format: 'cask-observables', formatVersion: 1 },
    ...factsOf(join(folder, 'provenance.json'), provenance),
    ...{ 'resolved.toml': resolved, 'provenance.json': provenance },
  };
  return { table: { columns: tableColumns(columns), attributes }, remarks };
}

function read(folder: string, name: string): string {
  try {
    return readFileSync(join(folder, name), 'utf8');
  } catch (error) {
    throw new InputError([
      `${join(folder, name)} cannot be read: ${causeInWords(error)}. Expected the folder of a run, as "cask run" writes it.`,
    ]);
  }
}

/** Texts and numbers of the provenance, such as version, commit and seed; the rest is in its JSON. */
function factsOf(path: string, text: string): Record<string, string | number> {
  let facts: unknown;
  try {
    facts = JSON.parse(text);
  } catch {
    throw new InputError([`${path} is not JSON; expected the provenance that "cask run" wrote.`]);
  }
  const entries = Object.entries(facts ?? {});
  return Object.fromEntries(entries.filter(([, value]) => typeof value === 'string' || typeof value === 'number'));
}

function tableColumns({ trajectories, phases, byName }: Columns): TableColumn[] {
  const rowOf = new Map(trajectories.map((trajectory, row) => [trajectory, row]));
  const first: TableColumn[] = [
    {
      ...{ name: 'trajectory', unit: '1', description: 'number of the trajectory, counted from 1 through all phases' },
      values: Float64Array.from(trajectories),
    },
    { name: 'phase', description: 'thermalise, train or production; only production is averaged', values: [...phases] },
  ];
  return [...first, ...[...byName.values()].flatMap(column => componentsOf(column, rowOf))];
}

/** NaN stands where nothing was measured. */
function componentsOf(column: Column, rowOf: ReadonlyMap<number, number>): TableColumn[] {
  const { unit } = describe(column.name);
  return componentNames(column.name, column.components.length, column.isList).map(({ name, title }, k) => {
    const values = new Float64Array(rowOf.size).fill(Number.NaN);
    column.trajectories.forEach((trajectory, i) => {
      values[rowOf.get(trajectory)!] = column.components[k][i];
    });
    return { name, values, description: title, ...(unit === '' ? {} : { unit }) };
  });
}
