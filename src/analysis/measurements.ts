/**
 * `measured*.jsonl` in a run folder: what `cask measure` wrote about its configurations, for example by
 *   cask measure DIR/configurations/*.lime --observe topologicalCharge --flow 2 > DIR/measured.jsonl
 * The trajectory is the number in the name of the file. Each line says of every number what it is and with which settings
 * it was measured: `facts`. Values belong together where all of this is the same, whatever lines and files they stand in.
 */
import type { Facts, Settings } from '../catalogue/index.ts';
import { InputError } from '../runfile/input/problem.ts';
import type { NamedText } from '../runfile/runTexts.ts';
import { type Column, type ColumnBuilder, columnBuilder } from './columns.ts';
import { factsIn } from './facts.ts';
import { oldFacts } from './oldAnswers.ts';

/** One observable, measured with one set of settings. */
export interface MeasuredColumn {
  readonly column: Column;
  readonly facts: Facts;
}

export interface Measurements {
  readonly columns: readonly MeasuredColumn[];
  readonly remarks: readonly string[];
}

const mostProblems = 20;

/** Reads all files of a folder. @throws InputError `FILE:LINE: …` for each fault */
export function readMeasurements(files: readonly NamedText[]): Measurements {
  const problems: string[] = [];
  const remarks: string[] = [];
  const entries = files.flatMap(({ path, text }) => {
    const lines = text.split('\n');
    if (lines.pop() !== '')
      remarks.push(`${path}:${lines.length + 1}: the last line was not finished and is left out.`);
    return lines.map((line, index) => ({ place: `${path}:${index + 1}`, ...readLine(line) }));
  });
  const groups = new Map<string, { name: string; facts: Facts; builder: ColumnBuilder; last: string }>();
  for (const { place, problem, trajectory, values = [] } of sorted(entries)) {
    if (problem !== undefined) problems.push(`${place}: ${problem}.`);
    for (const { name, value, facts } of values) {
      const identity = identityOf(name, facts);
      const group = groups.get(identity) ?? { name, facts, builder: columnBuilder(), last: '' };
      groups.set(identity, group);
      // The same number twice is one measurement.
      const seen = JSON.stringify([trajectory, value]);
      if (seen === group.last) continue;
      group.last = seen;
      const faults = group.builder.add({ trajectory, phase: 'production', [name]: value });
      for (const fault of faults) problems.push(`${place}: ${name}: ${fault}.`);
    }
  }
  if (problems.length > 0) throw new InputError(problems.slice(0, mostProblems));
  const columns = [...groups.values()].flatMap(({ name, facts, builder }) => {
    const column = builder.columns.byName.get(name);
    return column === undefined ? [] : [{ column, facts }];
  });
  return { columns, remarks };
}

/** Two values with equal texts are of one observable. */
function identityOf(name: string, { settings = {}, coordinates = {} }: Facts): string {
  return JSON.stringify([name, canonical(settings), coordinates]);
}

/** Settings in the order of their names, those that are left open left out. */
export function canonical(settings: Settings): string {
  return JSON.stringify(ordered(settings));
}

function ordered(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)).map(([k, v]) => [k, ordered(v)]));
}

interface Value {
  readonly name: string;
  readonly value: unknown;
  readonly facts: Facts;
}

interface Line {
  readonly problem?: string;
  readonly trajectory?: number;
  readonly values?: readonly Value[];
}

/** Files come in the order of the shell, so their order says nothing; lines that are wrong stay in place. */
function sorted<Entry extends Line>(entries: readonly Entry[]): Entry[] {
  return [...entries].sort((one, other) => (one.trajectory ?? 0) - (other.trajectory ?? 0));
}

function readLine(content: string): Line {
  let answer: unknown;
  try {
    answer = JSON.parse(content);
  } catch {
    return { problem: 'the line is not JSON; expected an answer of "cask measure"' };
  }
  if (typeof answer !== 'object' || answer === null || !('file' in answer) || typeof answer.file !== 'string') {
    return { problem: 'there is no "file"; expected an answer of "cask measure"' };
  }
  const { file, ...rest } = answer as { readonly file: string } & Readonly<Record<string, unknown>>;
  const number = /(\d+)\D*$/.exec(file.slice(file.lastIndexOf('/') + 1))?.[1];
  if (number === undefined) {
    return { problem: `the name ${file} holds no number; expected that of the trajectory, as in 00000150.lime` };
  }
  const known = rest.facts === undefined ? oldFacts(rest) : factsIn(rest.facts);
  if (known === undefined)
    return { problem: '"facts" is no table of observables; expected what "cask measure" writes' };
  const stated = rest.facts === undefined ? {} : (rest.facts as Readonly<Record<string, { observable?: string }>>);
  return {
    trajectory: Number(number),
    values: Object.entries(known).map(([key, facts]) => ({
      name: stated[key]?.observable ?? nameOf(key, rest[key]),
      value: rest[key],
      facts,
    })),
  };
}

/** Of answers without facts: two numbers are the complex loop. */
function nameOf(key: string, value: unknown): string {
  return key === 'polyakovLoop' && Array.isArray(value) ? 'polyakovLoopComplex' : key;
}
