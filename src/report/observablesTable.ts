/** The log of a run as a table: one row per trajectory, one column per observable or component of one. */

import type { Column } from '../analysis/columns.ts';
import { readProvenance } from '../analysis/origin.ts';
import { type RunData, runDataOf } from '../analysis/runData.ts';
import { componentNames, descriptionOf, type Facts } from '../catalogue/index.ts';
import type { Table, Column as TableColumn } from '../files/index.ts';
import type { NamedText, RunTexts } from '../runfile/runTexts.ts';

export interface ObservablesTable {
  readonly table: Table;
  /** Remarks on the log, one sentence each. */
  readonly remarks: readonly string[];
}

/** A table says where it comes from, so the provenance must be there. */
export type ExportedTexts = Pick<
  RunTexts,
  'folder' | 'resolved' | 'echo' | 'log' | 'begun' | 'measured' | 'observables'
> & {
  readonly provenance: NamedText;
};

/**
 * What a run has logged so far, and what was measured on its configurations.
 *
 * @throws InputError when its log is damaged, or the files of the folder do not belong together
 */
export function observablesTable(texts: ExportedTexts): ObservablesTable {
  const { echo, provenance } = texts;
  const run = runDataOf(texts);
  const attributes = {
    ...{ format: 'cask-observables', formatVersion: 1 },
    ...factsOf(provenance),
    ...{ 'resolved.toml': echo.text, 'provenance.json': provenance.text },
  };
  return { table: { columns: tableColumns(run), attributes }, remarks: run.remarks };
}

/** Texts and numbers of the provenance, such as version, commit and seed; the rest is in its JSON. */
function factsOf(provenance: NamedText): Record<string, string | number> {
  const entries = Object.entries(readProvenance(provenance));
  return Object.fromEntries(entries.filter(([, value]) => typeof value === 'string' || typeof value === 'number'));
}

function tableColumns({ columns: { trajectories, phases, byName }, measured, facts }: RunData): TableColumn[] {
  const rowOf = new Map(trajectories.map((trajectory, row) => [trajectory, row]));
  const first: TableColumn[] = [
    {
      ...{ name: 'trajectory', unit: '1', description: 'number of the trajectory, counted from 1 through all phases' },
      values: Float64Array.from(trajectories),
    },
    { name: 'phase', description: 'thermalise, train or production; only production is averaged', values: [...phases] },
  ];
  return [
    ...first,
    ...[...byName.values(), ...measured].flatMap(column => componentsOf(column, facts[column.name], rowOf)),
  ];
}

/** NaN stands where nothing was measured. */
function componentsOf(column: Column, facts: Facts | undefined, rowOf: ReadonlyMap<number, number>): TableColumn[] {
  const description = descriptionOf(column.name, facts, column.isExtra);
  const { unit } = description;
  return componentNames(column.name, description, column.components.length, column.isList).map(({ name, title }, k) => {
    const values = new Float64Array(rowOf.size).fill(Number.NaN);
    column.trajectories.forEach((trajectory, i) => {
      const row = rowOf.get(trajectory);
      if (row !== undefined) values[row] = column.components[k][i];
    });
    return { name, values, description: title, ...(unit === '' ? {} : { unit }) };
  });
}
