/** What the parts of the study leave behind, a JSON file each; a part that was stopped goes on where it was. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { option } from '../runs.ts';

const folder = option('out', 'runs/spins');

export interface Results<Row> {
  readonly rows: readonly Row[];
  /** Made, and written down, unless a row of this name is there. */
  row(name: string, make: () => Omit<Row, 'name'>): Row;
}

export function results<Row extends { readonly name: string }>(part: string): Results<Row> {
  const file = `${folder}/${part}.json`;
  mkdirSync(folder, { recursive: true });
  const rows: Row[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
  return {
    rows,
    row(name, make) {
      const known = rows.find(row => row.name === name);
      if (known) return known;
      const clock = process.cpuUsage();
      const row = { name, ...make() } as Row;
      const { user, system } = process.cpuUsage(clock);
      rows.push({ ...row, cpuSeconds: (user + system) / 1e6 });
      writeFileSync(file, `${JSON.stringify(rows)}\n`);
      console.log(`${part}: ${name}, ${((user + system) / 1e6).toFixed(0)} s of CPU`);
      return rows.at(-1)!;
    },
  };
}

export const folderOfStudy = folder;
