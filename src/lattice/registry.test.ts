import { expect, test } from 'vitest';
import { Registry } from './registry.ts';

test('parts are found by name, and names are given once', () => {
  const colours = new Registry<number>('a colour', ['red']);
  colours.add('blue', 3);
  expect(colours.get('blue')).toBe(3);
  expect(colours.get('red')).toBeUndefined();
  expect(colours.entries()).toEqual([['blue', 3]]);
  for (const name of ['red', 'blue']) expect(() => colours.add(name, 1)).toThrow(`a colour called ${name} already`);
  for (const name of ['', 'a b', '1st', 'x-y']) expect(() => colours.add(name, 1)).toThrow('letters and digits');
});
