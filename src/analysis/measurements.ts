/**
 * `measured*.jsonl` in a run folder: what `cask measure` wrote about its configurations, for example by
 *   cask measure DIR/configurations/*.lime --observe topologicalCharge --flow 2 > DIR/measured.jsonl
 * The trajectory is the number in the name of the file. Faults are treated as those of a log.
 */
import { InputError } from '../runfile/input/problem.ts';
import { type Column, columnBuilder } from './columns.ts';

/** Keys of an answer that are circumstances and no observables. */
const circumstances = new Set(['stout', 'flowTime', 'mass', 'flavours', 'remarks']);

export interface Measurements {
  readonly columns: readonly Column[];
  readonly remarks: readonly string[];
}

/** @throws InputError `FILE:LINE: …` for each fault */
export function readMeasurements(path: string, text: string): Measurements {
  const lines = text.split('\n');
  const remarks =
    lines.pop() === '' ? [] : [`${path}:${lines.length + 1}: the last line was not finished and is left out.`];
  const problems: string[] = [];
  const builder = columnBuilder();
  const entries = lines.map((line, index) => ({ line: index + 1, ...readLine(line) }));
  const [first] = entries;
  for (const { line, problem, trajectory, values, settings } of sorted(entries)) {
    const place = `${path}:${line}`;
    if (problem !== undefined) problems.push(`${place}: ${problem}.`);
    else if (settings !== first.settings) {
      problems.push(
        `${place}: measured with ${settings}, the first line with ${first.settings}; put them into two files.`,
      );
    } else {
      const record = { trajectory, phase: 'production', ...values };
      for (const fault of builder.add(record)) problems.push(`${place}: ${fault}.`);
    }
  }
  if (problems.length > 0) throw new InputError(problems.slice(0, 20));
  return { columns: [...builder.columns.byName.values()], remarks };
}

interface Line {
  readonly problem?: string;
  readonly trajectory?: number;
  readonly values?: Readonly<Record<string, unknown>>;
  readonly settings?: string;
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
  const { file, ...rest } = answer;
  const number = /(\d+)\D*$/.exec(file.slice(file.lastIndexOf('/') + 1))?.[1];
  if (number === undefined) {
    return { problem: `the name ${file} holds no number; expected that of the trajectory, as in 00000150.lime` };
  }
  const entries = Object.entries(rest);
  return {
    trajectory: Number(number),
    values: Object.fromEntries(entries.filter(([key]) => !circumstances.has(key) && !key.endsWith('Error'))),
    settings: JSON.stringify(
      Object.fromEntries(entries.filter(([key]) => circumstances.has(key) && key !== 'remarks')),
    ),
  };
}
