import { expect, test } from 'vitest';
import { Lattice, workspaceOf } from './index.ts';

const lattice = new Lattice([4, 4]);

test('what was given back is taken again, each by one user at a time', () => {
  const workspace = workspaceOf(lattice);
  const [a, b] = [workspace.take(2), workspace.take(2)];
  expect(a).not.toBe(b);
  workspace.giveBack(a);
  expect(workspace.take(2, 'even')).not.toBe(a);
  expect(workspace.take(2)).toBe(a);
  expect(workspaceOf(lattice)).toBe(workspace);
});

test('giving back twice, or what could not be taken, is refused', () => {
  const workspace = workspaceOf(lattice);
  const field = workspace.take(3);
  workspace.giveBack(field);
  expect(() => workspace.giveBack(field)).toThrow('A scratch field of 3 reals was given back twice.');
  expect(() => workspace.giveBack(lattice.field(1, { precision: 'f32' }))).toThrow('holds f64 fields; found f32');
});
