import { expect, test } from 'vitest';
import { withKey } from './edit.ts';
import { parseToml } from './toml.ts';

const text = `title = "a run"

[lattice]
extent = [4, 4]

[action]
gauge = { kind = "plaquette", beta = 2.0 } # strong

[sampler]
kind = "hmc"
steps = 8 # per trajectory
`;
const read = (changed: string) => parseToml('run', changed);

test('a key in a line of its own is changed there, and its comment stays', () => {
  expect(withKey('run', text, ['sampler', 'steps'], 12)).toBe(text.replace('steps = 8', 'steps = 12'));
  expect(withKey('run', text, ['title'], 'a "new" run')).toBe(text.replace('"a run"', '"a \\"new\\" run"'));
});

test('any other key is written too, and the rest keeps its meaning', () => {
  const changed = read(withKey('run', text, ['action', 'gauge', 'beta'], 2.5));
  expect(changed).toEqual({ ...read(text), action: { gauge: { kind: 'plaquette', beta: 2.5 } } });
  expect(read(withKey('run', text, ['schedule', 'seed'], 7)).schedule).toEqual({ seed: 7 });
  expect(read(withKey('run', text, ['measure', 'flow'], {})).measure).toEqual({ flow: {} });
});

test('a key can be taken out', () => {
  expect(read(withKey('run', text, ['sampler', 'steps'], undefined)).sampler).toEqual({ kind: 'hmc' });
});

test('a new kind drops what it does not know', () => {
  expect(read(withKey('run', text, ['sampler', 'kind'], 'heatbath')).sampler).toEqual({ kind: 'heatbath' });
});
