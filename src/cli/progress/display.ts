/**
 * Shows a run on a terminal, where one line is written over and over, or in a pipe or file, where a plain line comes
 * every so often. No colours and no escape sequences are used anywhere, so NO_COLOR has nothing to switch off; the
 * only control character is the carriage return of the rewritten line.
 */
import type { LogRecord } from '../../simulation/driver.ts';
import type { Phase } from '../../simulation/simulation.ts';
import { progressLine } from './line.ts';
import { newTally, tallyUp } from './tally.ts';

/** Where text goes; `process.stdout` is one. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export interface Display {
  /** Counts a trajectory in and refreshes the line when it is time to. */
  update(record: LogRecord): void;
  /** Writes a line of its own. */
  say(line: string): void;
  /** Leaves the last state of the progress line standing. */
  finish(): void;
}

export interface DisplayOptions {
  readonly output: Output;
  readonly lengths: Record<Phase, number>;
  /** Shows nothing at all. */
  readonly quiet?: boolean;
  /** Milliseconds. */
  readonly now?: () => number;
}

const terminalInterval = 100;
const plainInterval = 10_000;
/** Refreshing may take this share of the time, no more. */
const largestShare = 0.02;
const defaultColumns = 80;

export function createDisplay({ output, lengths, quiet, now = () => performance.now() }: DisplayOptions): Display {
  if (quiet) return { update() {}, say() {}, finish() {} };
  const rewrites = output.isTTY === true && process.env.TERM !== 'dumb';
  const interval = rewrites ? terminalInterval : plainInterval;
  let tally = newTally('thermalise');
  let nextRefresh = Number.NEGATIVE_INFINITY;
  let shown = '';
  let isStale = false;

  const refresh = () => {
    const start = now();
    if (rewrites) {
      const width = Math.max((output.columns || defaultColumns) - 1, 1);
      shown = rewrite(output, progressLine(tally, lengths, width), shown, width);
    } else output.write(`${progressLine(tally, lengths)}\n`);
    nextRefresh = start + Math.max(interval, (now() - start) / largestShare);
    isStale = false;
  };
  const endLine = () => {
    if (shown !== '') output.write('\n');
    shown = '';
  };
  const finish = () => {
    if (isStale) refresh();
    endLine();
  };
  return {
    update(record) {
      if (isStale && record.phase !== tally.phase) finish();
      tally = tallyUp(tally, record);
      isStale = true;
      const isPhaseEnd = tally.seen.length === lengths[tally.phase];
      if (isPhaseEnd || now() >= nextRefresh) refresh();
      if (isPhaseEnd) endLine();
    },
    say(line) {
      endLine();
      output.write(`${line}\n`);
    },
    finish,
  };
}

/** Writes over the line shown before, with spaces where it was longer. @returns what stands there now */
function rewrite(output: Output, line: string, before: string, width: number): string {
  const letters = [...line].slice(0, width).join('');
  const rest = Math.max(Math.min([...before].length, width) - [...letters].length, 0);
  output.write(`\r${letters}${' '.repeat(rest)}`);
  return letters;
}
