import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { calmly } from './calmly.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('many requests are one call, and the last one is never lost', () => {
  let calls = 0;
  const ask = calmly(() => calls++, 100);
  for (let k = 0; k < 50; k++) ask();
  vi.advanceTimersByTime(1);
  expect(calls).toBe(1);
  ask();
  vi.advanceTimersByTime(50);
  expect(calls).toBe(1);
  vi.advanceTimersByTime(60);
  expect(calls).toBe(2);
});

test('work that costs much is done more rarely', () => {
  let calls = 0;
  const ask = calmly(() => {
    calls++;
    vi.advanceTimersByTime(300);
  }, 100);
  ask();
  vi.advanceTimersByTime(1);
  ask();
  vi.advanceTimersByTime(2000);
  expect(calls).toBe(1);
  vi.advanceTimersByTime(1500);
  expect(calls).toBe(2);
});
