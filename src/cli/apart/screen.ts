/**
 * Shows the words of the thread that computes, and between them, on a trajectory that takes long, how far it is: on a
 * terminal in a line of its own that is written over, in a pipe or file a plain line every minute.
 */
import type { Output } from '../progress/display.ts';
import type { RunningTrajectory } from './shared.ts';
import { runningLine } from './words.ts';

export interface Screen {
  /** Passes words on. */
  write(text: string): void;
  /** A line of its own, at once. */
  say(line: string): void;
  /** To be called some times a second. */
  tick(running: RunningTrajectory | undefined): void;
}

/** Seconds after which a trajectory counts as long. */
const long = { terminal: 2, plain: 60 } as const;
const defaultColumns = 80;

export function createScreen(output: Output): Screen {
  /** What the words left standing in the last line, and what is shown over it. */
  let standing = '';
  let shown = '';
  let told = { number: 0, minutes: 0 };

  const restore = () => {
    if (shown === '') return;
    output.write(`\r${' '.repeat([...shown].length)}\r${standing}`);
    shown = '';
  };
  const overwrite = (line: string) => {
    const width = Math.max((output.columns || defaultColumns) - 1, 1);
    const letters = [...line].slice(0, width);
    const covered = Math.max([...shown].length, Math.min([...standing].length, width));
    output.write(`\r${letters.join('')}${' '.repeat(Math.max(covered - letters.length, 0))}`);
    shown = letters.join('').padEnd(covered);
  };
  return {
    write(text) {
      restore();
      const lastLine = text.slice(text.lastIndexOf('\n') + 1);
      const before = text.includes('\n') ? '' : standing;
      const returned = lastLine.lastIndexOf('\r');
      standing = returned < 0 ? before + lastLine : lastLine.slice(returned + 1);
      output.write(text);
    },
    say(line) {
      restore();
      output.write(`${standing === '' ? '' : '\n'}${line}\n`);
      standing = '';
    },
    tick(running) {
      if (running === undefined) return;
      if (output.isTTY) {
        if (running.elapsed > long.terminal) overwrite(runningLine(running));
        return;
      }
      const minutes = Math.floor(running.elapsed / long.plain);
      const before = told.number === running.number ? told.minutes : 0;
      if (minutes > before) {
        told = { number: running.number, minutes };
        this.say(runningLine(running));
      }
    },
  };
}
