import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { listenForStop } from './stop.ts';

function listen() {
  const source = new EventEmitter();
  const seen: string[] = [];
  const clock = { time: 0 };
  const listener = listenForStop({
    source,
    onRequest: () => seen.push('request'),
    onAbort: () => seen.push('abort'),
    now: () => clock.time,
  });
  return { source, seen, clock, listener };
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2'])(
  'the first %s asks to stop, a later one aborts',
  signal => {
    const { source, seen, clock, listener } = listen();
    expect(listener.requested()).toBe(false);
    source.emit(signal);
    expect(listener.requested()).toBe(true);
    expect(seen).toEqual(['request']);
    clock.time = 1000;
    source.emit(signal);
    expect(seen).toEqual(['request', 'abort']);
  },
);

test('the same Ctrl-C, passed on by a launcher, counts once', () => {
  const { source, seen, clock } = listen();
  source.emit('SIGINT');
  clock.time = 50;
  source.emit('SIGINT');
  expect(seen).toEqual(['request']);
});

test('a signal of another kind changes nothing: batch systems send one after another', () => {
  const { source, seen, clock } = listen();
  source.emit('SIGUSR1');
  clock.time = 60_000;
  source.emit('SIGTERM');
  expect(seen).toEqual(['request']);
});

test('nothing is heard after release', () => {
  const { source, seen, listener } = listen();
  listener.release();
  source.emit('SIGINT');
  expect(seen).toEqual([]);
  expect(source.listenerCount('SIGTERM')).toBe(0);
});
