// What is timed on threads and on ranks: kernels and a sweep over SU(3) links.
import { hoppingTerm, wilsonHopping } from '../src/fermion/index.ts';
import { coldStart, stapleSum, stapleWords, wilsonAction } from '../src/gauge/index.ts';
import { groupNamed } from '../src/group/index.ts';
import type { Kernel, Machine } from '../src/kernel/index.ts';
import { axpy, dot, key, Lattice } from '../src/lattice/index.ts';
import { linkSweep } from '../src/markov/index.ts';

const group = groupNamed('SU(3)');

/** Something to do again and again on a machine. */
export type Work = (machine: Machine, extents: readonly number[]) => () => void;

/** A kernel on fields of arbitrary numbers. All but links `V` change before each run, as vectors of solvers do. */
export function kernelOn(
  kernelFor: (extents: readonly number[]) => Kernel,
  parameters: Record<string, number> = {},
): Work {
  return (machine, extents) => {
    const lattice = new Lattice(extents, machine);
    const kernel = kernelFor(extents);
    const fields = Object.fromEntries(
      Object.entries(kernel.roles).flatMap(([name, role]) => {
        if (!('type' in role)) return [];
        const field = lattice.field(role.type.components);
        const { values } = field.storage;
        for (let k = 0; k < values.length; k++) values[k] = ((k * 7919) % 1009) / 1009 - 0.5;
        return [[name, field]];
      }),
    );
    const bound = kernel.bind(fields);
    const changing = Object.keys(fields).filter(name => name !== 'V');
    return () => {
      for (const name of changing) fields[name].storage.changes.mark('all');
      bound(parameters);
    };
  };
}

/** What threads share, or ranks. */
export const sharedWorks: Readonly<Record<string, Work>> = {
  staples: kernelOn(extents => stapleSum(group, 4, stapleWords('plaquette', extents), false)),
  'heatbath sweep'(machine, extents) {
    const u = coldStart(new Lattice(extents, machine), group);
    const sweep = linkSweep(u, wilsonAction(6), { move: 'heatbath', count: 2 });
    let trajectory = 0;
    return () => sweep(key(1, ++trajectory, 'heatbath'), { sweep: 0 });
  },
  'staggered D': kernelOn(() => hoppingTerm(group, 4)),
  'Wilson D': kernelOn(() => wilsonHopping(group, 4, 1), { hop: -0.125, shift: 0 }),
  axpy: kernelOn(() => axpy(6, 4), { a: 1e-9 }),
  dot: kernelOn(() => dot(6, 4)),
};
