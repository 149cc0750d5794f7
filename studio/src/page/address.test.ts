import { expect, test } from 'vitest';
import { fragmentOf, textOf } from './address.ts';

test('a run file goes into an address and comes back, letter by letter', async () => {
  const text = 'title = "U(1), β = 2 — ½"\n\n[lattice]\nextent = [8, 8]\n'.repeat(5);
  const fragment = await fragmentOf(text);
  expect(fragment).toMatch(/^#run=[\w-]+$/);
  expect(await textOf(fragment)).toBe(text);
});

test('other fragments hold no run', async () => {
  expect(await textOf('')).toBeUndefined();
  expect(await textOf('#experiments/flow')).toBeUndefined();
});

test('a damaged address and one that unfolds without end are refused with a sentence', async () => {
  await expect(textOf('#run=AAAA')).rejects.toThrow('damaged or too long');
  const bomb = await fragmentOf('x'.repeat(10_000_000));
  expect(bomb.length).toBeLessThan(20_000);
  await expect(textOf(bomb)).rejects.toThrow('damaged or too long');
});
