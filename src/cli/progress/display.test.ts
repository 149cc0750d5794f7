import { describe, expect, test } from 'vitest';
import { logRecord } from '../../../test/cli/samples.ts';
import { createDisplay } from './display.ts';

const lengths = { thermalise: 5, train: 0, production: 50 };

/** Runs 55 trajectories of `step` milliseconds each. */
function show(terminal: { isTTY?: boolean; columns?: number }, step: number, quiet = false): string {
  let text = '';
  let time = 0;
  const output = { ...terminal, write: (piece: string) => (text += piece) };
  const display = createDisplay({ output, lengths, quiet, now: () => time });
  for (let i = 1; i <= 55; i++) {
    time += step;
    display.update(logRecord(i, i <= 5 ? 'thermalise' : 'production'));
    if (i === 30) display.say('half way');
  }
  display.finish();
  return text;
}

describe('createDisplay', () => {
  test('in a pipe there are plain lines, one in ten seconds, and no control characters', () => {
    const text = show({}, 1000);
    expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    const lines = text.trimEnd().split('\n');
    expect(lines.map(line => line.split('  ')[0])).toEqual([
      'thermalise 1/5',
      'thermalise 5/5',
      ...[
        'production 10/50',
        'production 20/50',
        'half way',
        'production 30/50',
        'production 40/50',
        'production 50/50',
      ],
    ]);
  });

  test('on a terminal one line is rewritten, and never wider than the window', () => {
    const text = show({ isTTY: true, columns: 40 }, 1000);
    expect(text.split('\n').filter(line => line !== '')).toHaveLength(4);
    for (const shown of text.split(/[\r\n]/)) expect([...shown].length).toBeLessThan(40);
    expect(text).not.toContain('\u001b');
  });

  test('a shorter line leaves nothing of a longer one', () => {
    let text = '';
    let time = 0;
    const output = { isTTY: true, columns: 200, write: (piece: string) => (text += piece) };
    const display = createDisplay({ output, lengths, now: () => time });
    display.update(logRecord(1, 'thermalise', { cgIterations: 100_000 }));
    time = 1e6;
    display.update(logRecord(2, 'thermalise'));
    const [, first, second] = text.split('\r');
    expect(second.length).toBe(first.length);
    expect(second.endsWith(' ')).toBe(true);
  });

  test('refreshes at most ten times a second', () => {
    expect(show({ isTTY: true }, 1).split('\r').length - 1).toBeLessThanOrEqual(4);
  });

  test('quiet is silent', () => {
    expect(show({ isTTY: true }, 1000, true)).toBe('');
  });
});
