import type { Group } from './group.ts';
import { SU2 } from './su2.ts';
import { specialUnitary } from './sun.ts';
import { U1 } from './u1.ts';

const groups = new Map<string, Group>();
for (const group of [U1, SU2, specialUnitary(3), specialUnitary(4), specialUnitary(5)]) groups.set(group.name, group);

/** The group called 'U(1)', 'SU(2)', 'SU(3)', 'SU(4)' or 'SU(5)'. */
export function groupNamed(name: string): Group {
  const group = groups.get(name);
  if (!group) throw new Error(`There is no group ${name}; known are ${[...groups.keys()].join(', ')}.`);
  return group;
}
