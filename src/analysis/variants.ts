/**
 * Observables that were measured with several settings, in the log of runs and on their configurations. Each set of
 * settings is an observable of its own, named by what differs: `chiralCondensate{mass=0.1}`.
 */
import { descriptionOf, type Facts, type Settings } from '../catalogue/index.ts';
import type { Column } from './columns.ts';
import type { FactsByName } from './facts.ts';
import { canonical, type MeasuredColumn } from './measurements.ts';

/** A run whose measurements on configurations have no names of their own yet. */
export interface Unnamed {
  readonly folder: string;
  readonly logged: ReadonlyMap<string, Column>;
  readonly facts: FactsByName;
  readonly measured: readonly MeasuredColumn[];
}

export interface Named {
  readonly measured: readonly Column[];
  readonly facts: FactsByName;
  readonly remarks: readonly string[];
}

/** Names what was measured, alike for all runs. Columns of logs keep their names. */
export function named(runs: readonly Unnamed[]): Named[] {
  const kept = runs.map(keptOf);
  const groups = new Map<string, Facts[]>();
  for (const { columns } of kept) {
    for (const { column, facts } of columns) groups.set(column.name, [...(groups.get(column.name) ?? []), facts]);
  }
  const labels = new Map([...groups].map(([name, found]) => [name, labelled(name, found, runs)]));
  return runs.map((run, r) => {
    const renamed = kept[r].columns.map(({ column, facts }) => {
      const label = labels.get(column.name)!(facts);
      return { column: { ...column, name: `${column.name}${label}` }, facts: titled(column.name, facts, label) };
    });
    return {
      measured: renamed.map(({ column }) => column),
      facts: { ...run.facts, ...Object.fromEntries(renamed.map(({ column, facts }) => [column.name, facts])) },
      remarks: kept[r].remarks,
    };
  });
}

/** What was measured with the settings of the log stands there already. */
function keptOf({ folder, logged, facts, measured }: Unnamed) {
  const isLogged = ({ column: { name }, facts: own }: MeasuredColumn) =>
    logged.has(name) && canonical(own.settings ?? {}) === canonical(settingsInLog(name, facts) ?? {});
  const repeated = [...new Set(measured.filter(isLogged).map(({ column }) => column.name))];
  return {
    columns: measured.filter(column => !isLogged(column)),
    remarks:
      repeated.length === 0
        ? []
        : [
            `${folder}: the run measured ${repeated.join(', ')} with the same settings; its values are taken, not those of ` +
              'the configurations.',
          ],
  };
}

/** Undefined where a log does not say. */
function settingsInLog(name: string, facts: FactsByName): Settings | undefined {
  return facts[name]?.settings;
}

/** The text that tells settings of one observable apart; empty where there is one alone. */
function labelled(name: string, found: readonly Facts[], runs: readonly Unnamed[]): (facts: Facts) => string {
  const inLogs = runs.filter(({ logged }) => logged.has(name)).map(({ facts }) => settingsInLog(name, facts));
  const own = found.map(({ settings = {} }) => settings);
  const known = inLogs.filter(settings => settings !== undefined);
  const all = [...own, ...known];
  const keys = [...new Set(all.flatMap(settings => Object.keys(settings)))].filter(
    key => new Set(all.map(settings => canonical({ [key]: settings[key] }))).size > 1,
  );
  const isAmbiguous = known.length < inLogs.length || (inLogs.length > 0 && keys.length === 0);
  const extents = new Set(found.map(({ coordinates = {} }) => JSON.stringify(coordinates)));
  return ({ settings = {}, coordinates = {} }) => {
    const own = keys.filter(key => settings[key] !== undefined);
    const words = (own.length > 0 ? own : keys).map(key => `${key}=${shown(settings[key])}`);
    if (extents.size > 1) words.push(`values=${Object.values(coordinates)[0]?.length ?? 1}`);
    if (isAmbiguous) words.push('of=configurations');
    return words.length === 0 ? '' : `{${words.join(' ')}}`;
  };
}

function shown(value: unknown): string {
  if (value === undefined) return 'none';
  return typeof value === 'string' ? value : JSON.stringify(value).replaceAll('"', '');
}

function titled(name: string, facts: Facts, label: string): Facts {
  const { title, ...description } = descriptionOf(name, facts);
  return { ...description, title: label === '' ? title : `${title} ${label}` };
}

/** `chiralCondensate{mass=0.1}` → `chiralCondensate`, `{mass=0.1}` */
export function baseAndLabel(name: string): readonly [string, string] {
  const at = name.indexOf('{');
  return at < 0 ? [name, ''] : [name.slice(0, at), name.slice(at)];
}
