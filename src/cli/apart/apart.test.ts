import { describe, expect, test } from 'vitest';
import { isComputing } from './computing.ts';
import { createScreen } from './screen.ts';
import { computingSide, listeningSide, newSharedMemory, type RunningTrajectory } from './shared.ts';
import { failureInWords, runningLine, stoppingLine } from './words.ts';

const running: RunningTrajectory = { number: 17, elapsed: 41, before: 81, forces: 7, ofForces: 24, iterations: 340 };

test('runs of one chain compute in a thread of their own; what waits or answers at once does not', () => {
  expect(isComputing(['run', 'a.toml'])).toBe(true);
  expect(isComputing(['resume', 'nowhere'])).toBe(true);
  for (const argv of [['run', 'a.toml', '--replicas', '3'], ['run', '--replicas=3'], ['run', '--help'], ['keys'], []]) {
    expect(isComputing(argv)).toBe(false);
  }
});

test('what one thread does the other one sees', () => {
  const memory = newSharedMemory();
  const [front, back] = [listeningSide(memory), computingSide(memory)];
  expect(front.running()).toBeUndefined();
  expect(front.isListening()).toBe(false);
  back.setListening(true);
  expect(front.isListening()).toBe(true);
  back.progress.trajectory(3);
  back.progress.force(2, 8);
  back.progress.iteration();
  back.progress.iteration();
  expect(front.running()).toMatchObject({ number: 3, forces: 2, ofForces: 8, iterations: 2, before: 0 });
  back.progress.force(3, 8);
  expect(front.running()).toMatchObject({ forces: 3, iterations: 0 });
  back.progress.trajectory(4);
  expect(front.running()).toMatchObject({ number: 4, forces: 0, iterations: 0 });
  back.progress.trajectory(0);
  expect(front.running()).toBeUndefined();
  expect(back.stopRequested()).toBe(false);
  front.requestStop();
  expect(back.stopRequested()).toBe(true);
});

test('lines say where a trajectory is, and how long it will take', () => {
  expect(runningLine(running)).toBe('trajectory 17: force 7 of 24, solver iteration 340, 41 s');
  expect(runningLine({ ...running, ofForces: 0, iterations: 0 })).toBe('trajectory 17: 41 s');
  const again = 'press Ctrl-C again to stop now.';
  expect(stoppingLine(running, 'SIGINT')).toBe(`Finishing trajectory 17: about 40 s; ${again}`);
  // Of the first trajectory only its own forces are known: 6 of 24 took 41 s.
  expect(stoppingLine({ ...running, before: 0 }, 'SIGINT')).toBe(`Finishing trajectory 17: about 2 min; ${again}`);
  expect(stoppingLine({ ...running, before: 0, forces: 0 }, 'SIGINT')).toContain('41 s so far');
  expect(stoppingLine(undefined, 'SIGTERM')).toBe('Finishing this trajectory; send SIGTERM again to stop now.');
});

test('a thread whose memory is full says how to get more; other errors keep their trace', () => {
  const full = Object.assign(new Error('terminated'), { code: 'ERR_WORKER_OUT_OF_MEMORY' });
  expect(failureInWords(full, 2000)).toMatch(/2000 MiB besides the fields, is full\. .*--max-old-space-size=4000;/);
  expect(failureInWords(new Error('boom'), 2000)).toMatch(/^The run failed: Error: boom\n +at /);
});

describe('the screen', () => {
  /** What a terminal shows: every line as it stands in the end. */
  const onTerminal = (text: string) =>
    text.split('\n').map(line => {
      let shown: string[] = [];
      for (const piece of line.split('\r')) shown = [...piece, ...shown.slice([...piece].length)];
      return shown.join('').trimEnd();
    });
  const screenOf = (isTTY: boolean) => {
    let text = '';
    const screen = createScreen({ write: piece => (text += piece), isTTY, columns: 60 });
    return { screen, text: () => text };
  };

  test('shows a long trajectory over the line that stands there, and gives it back', () => {
    const { screen, text } = screenOf(true);
    screen.write('Writing to there\n');
    screen.write('\rproduction 16/40  P 0.5');
    screen.tick({ ...running, elapsed: 1 });
    expect(onTerminal(text())).toEqual(['Writing to there', 'production 16/40  P 0.5']);
    screen.tick(running);
    expect(onTerminal(text())).toEqual([
      'Writing to there',
      'trajectory 17: force 7 of 24, solver iteration 340, 41 s',
    ]);
    screen.tick({ ...running, iterations: 0 });
    expect(onTerminal(text()).at(-1)).toBe('trajectory 17: force 7 of 24, 41 s');
    screen.write('\rproduction 17/40');
    expect(onTerminal(text()).at(-1)).toBe('production 17/40  P 0.5');
    screen.tick(running);
    screen.say('Finishing');
    expect(onTerminal(text())).toEqual(['Writing to there', 'production 17/40', 'Finishing', '']);
  });

  test('writes a plain line every minute into a pipe', () => {
    const { screen, text } = screenOf(false);
    for (const elapsed of [10, 59, 61, 90, 119, 125]) screen.tick({ ...running, elapsed });
    screen.tick({ ...running, number: 18, elapsed: 20 });
    screen.tick({ ...running, number: 18, elapsed: 65 });
    expect(
      text()
        .split('\n')
        .map(line => line.slice(0, 13)),
    ).toEqual([...['trajectory 17', 'trajectory 17', 'trajectory 18'], '']);
  });
});
