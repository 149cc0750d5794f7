/**
 * A log in columns: every number or list of numbers by name, with the trajectories on which it was measured. The log may
 * hold any observable; nothing here knows one by name.
 */
import { type Phase, phases } from '../simulation/simulation.ts';

/** One observable along a chain. A number has one component, a list of length n has n. */
export interface Column {
  readonly name: string;
  /** Whether the log holds a list, even if of length 1. */
  readonly isList: boolean;
  /** Whether it stood in `extra`, where chains report on themselves. */
  readonly isExtra: boolean;
  readonly trajectories: number[];
  /** `components[k][i]` is component k on `trajectories[i]`. */
  readonly components: readonly number[][];
}

/** A chain as its log tells it. */
export interface Columns {
  readonly trajectories: readonly number[];
  /** The phase of each trajectory. */
  readonly phases: readonly Phase[];
  readonly byName: ReadonlyMap<string, Column>;
}

export interface ColumnBuilder {
  /**
   * Adds one record. Yes and no count 1 and 0; names inside `extra` and `observables` stand without those words.
   *
   * @returns what is wrong with it, one sentence each; a wrong record leaves traces, so the columns cannot be used then
   */
  add(record: Readonly<Record<string, unknown>>): string[];
  readonly columns: Columns;
}

const groups = new Set(['extra', 'observables']);

/** Begins an empty set of columns. */
export function columnBuilder(): ColumnBuilder {
  const trajectories: number[] = [];
  const seen: Phase[] = [];
  const byName = new Map<string, Column>();

  const add: ColumnBuilder['add'] = record => {
    const { trajectory, phase, ...values } = record;
    if (!Number.isInteger(trajectory) || (trajectory as number) < 1) {
      return [`trajectory is ${shown(trajectory)}; expected a whole number from 1 on`];
    }
    const place = `trajectory ${trajectory}`;
    if (!phases.includes(phase as Phase)) {
      return [`${place}: phase is ${shown(phase)}; expected one of ${phases.join(', ')}`];
    }
    const problems = orderProblem(trajectories.at(-1), trajectory as number, seen.at(-1), phase as Phase);
    if (problems.length > 0) return problems.map(problem => `${place}: ${problem}`);
    trajectories.push(trajectory as number);
    seen.push(phase as Phase);
    return addValues(byName, trajectory as number, values).map(problem => `${place}: ${problem}`);
  };
  return { add, columns: { trajectories, phases: seen, byName } };
}

function orderProblem(before: number | undefined, now: number, phaseBefore: Phase | undefined, phase: Phase): string[] {
  if (before === undefined || phaseBefore === undefined) return [];
  if (now === before) return ['it stands here a second time; expected each trajectory once. Remove the wrong line'];
  if (now < before) {
    return [
      `it comes after trajectory ${before}; expected rising numbers. Logs of several runs belong into several folders`,
    ];
  }
  if (phases.indexOf(phase) < phases.indexOf(phaseBefore)) {
    return [`its phase is ${phase} after ${phaseBefore}; expected the order ${phases.join(', ')}`];
  }
  return [];
}

function addValues(byName: Map<string, Column>, trajectory: number, values: object, isExtra = false): string[] {
  const problems: string[] = [];
  for (const [name, value] of Object.entries(values)) {
    if (groups.has(name) && typeof value === 'object' && value !== null && !Array.isArray(value)) {
      problems.push(...addValues(byName, trajectory, value, name === 'extra'));
      continue;
    }
    const problem = addValue(byName, trajectory, { name, isExtra }, value);
    if (problem !== undefined) problems.push(problem);
  }
  return problems;
}

function addValue(
  byName: Map<string, Column>,
  trajectory: number,
  { name, isExtra }: Pick<Column, 'name' | 'isExtra'>,
  value: unknown,
): string | undefined {
  const isList = Array.isArray(value);
  const numbers: readonly unknown[] = isList ? value : [typeof value === 'boolean' ? Number(value) : value];
  const column = byName.get(name) ?? newColumn({ name, isList, isExtra }, numbers.length);
  if (column.isList !== isList || column.components.length !== numbers.length) {
    const kind = column.isList ? `a list of ${column.components.length}` : 'one number';
    return `${name} is ${isList ? `a list of ${numbers.length}` : 'one number'}; expected ${kind} as before`;
  }
  for (let k = 0; k < numbers.length; k++) {
    const number = numbers[k];
    if (typeof number !== 'number' || !Number.isFinite(number)) {
      return `${isList ? `${name}[${k}]` : name} is ${shown(number)}; expected a finite number. Find out why it failed before averaging`;
    }
    column.components[k].push(number);
  }
  if (column.trajectories.at(-1) === trajectory) return `${name} stands there twice; expected it once`;
  column.trajectories.push(trajectory);
  byName.set(name, column);
  return undefined;
}

function newColumn(heading: Pick<Column, 'name' | 'isList' | 'isExtra'>, width: number): Column {
  return { ...heading, trajectories: [], components: Array.from({ length: width }, () => []) };
}

function shown(value: unknown): string {
  return value === undefined ? 'missing' : String(JSON.stringify(value)).slice(0, 60);
}

/** The part of a column from a trajectory on. */
export function columnFrom(column: Column, first: number): Column {
  const { trajectories, components } = column;
  if (trajectories.length === 0 || trajectories[0] >= first) return column;
  const start = trajectories.findIndex(trajectory => trajectory >= first);
  const keep = start < 0 ? trajectories.length : start;
  return {
    ...column,
    trajectories: trajectories.slice(keep),
    components: components.map(values => values.slice(keep)),
  };
}

/** Number of the first production trajectory; undefined where there is none. */
export function firstOfProduction({ trajectories, phases: seen }: Columns): number | undefined {
  const index = seen.indexOf('production');
  return index < 0 ? undefined : trajectories[index];
}

/** Stretches of trajectories that the log leaves out, as [first, last]. */
export function gapsIn({ trajectories }: Columns): [number, number][] {
  const gaps: [number, number][] = [];
  for (let i = 0; i < trajectories.length; i++) {
    const expected = i === 0 ? 1 : trajectories[i - 1] + 1;
    if (trajectories[i] > expected) gaps.push([expected, trajectories[i] - 1]);
  }
  return gaps;
}
