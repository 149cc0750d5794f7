/** The log of a run as a table: one row per trajectory, one column per observable or component of one. */

import type { Column, Columns } from '../analysis/columns.ts';
import { readLogText } from '../analysis/logFile.ts';
import { componentNames, describe } from '../catalogue/descriptions.ts';
import type { Table, Column as TableColumn } from '../files/index.ts';
import { InputError } from '../runfile/input/problem.ts';
import type { NamedText } from '../runfile/runTexts.ts';

export interface ObservablesTable {
  readonly table: Table;
  /** What was forgiven in the log, one sentence each. */
  readonly remarks: readonly string[];
}

/** The files of a run folder that the table is made of. */
export interface ExportedTexts {
  readonly resolved: NamedText;
  readonly provenance: NamedText;
  readonly log: NamedText;
}

/**
 * What a run has logged so far.
 *
 * @throws InputError when its log is damaged
 */
export function observablesTable({ resolved, provenance, log }: ExportedTexts): ObservablesTable {
  const { columns, remarks } = readLogText(log.path, log.text);
  const attributes = {
    ...{ format: 'cask-observables', formatVersion: 1 },
    ...factsOf(provenance),
    ...{ 'resolved.toml': resolved.text, 'provenance.json': provenance.text },
  };
  return { table: { columns: tableColumns(columns), attributes }, remarks };
}

/** Texts and numbers of the provenance, such as version, commit and seed; the rest is in its JSON. */
function factsOf({ path, text }: NamedText): Record<string, string | number> {
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
