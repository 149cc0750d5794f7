/** Symmetries: rotations of all spins at once, translations, reflections and exchange of directions. */
import type { Lattice } from '../../../lattice/index.ts';
import type { SpinAction, SpinField } from '../../../spin/index.ts';
import { type Finding, finding } from '../../finding.ts';
import type { SpinSubject } from './subject.ts';

const rounding = 1e-12;
const angle = 0.7;

export function checkSpinSymmetries({ run, theory, u, effective }: SpinSubject): Finding[] {
  const hasField = 'field' in run.model && run.model.field?.some(h => h !== 0);
  const symmetric = effective && run.effective?.kind !== 'plainTransformer' ? effective : undefined;
  return [
    ...(hasField ? [] : invariance(theory.model, u, rotated(u), 'rotations of all spins')),
    ...(symmetric ? invariance(symmetric, u, rotated(u), 'rotations of all spins') : []),
    ...motionsOf(theory.lattice).flatMap(({ name, image }) => {
      const moved = permuted(u, image);
      return [theory.model, ...(symmetric ? [symmetric] : [])].flatMap(action => invariance(action, u, moved, name));
    }),
  ];
}

function invariance(action: SpinAction, u: SpinField, moved: SpinField, what: string): Finding[] {
  const [before, after] = [action.value(u), action.value(moved)];
  return [finding(`${action.name} does not see ${what}`, Math.abs(after - before) / (1 + Math.abs(before)), rounding)];
}

/** Components c and c + 1 turn by an angle, one pair after the other; signs turn over. */
function rotated(u: SpinField): SpinField {
  const n = u.components;
  const spins = u.field.toArray();
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  for (let at = 0; at < spins.length; at += n) {
    if (n === 1) spins[at] = -spins[at];
    for (let c = 0; c + 1 < n; c++) {
      const [a, b] = [spins[at + c], spins[at + c + 1]];
      spins[at + c] = cos * a - sin * b;
      spins[at + c + 1] = sin * a + cos * b;
    }
  }
  return withReals(u, spins);
}

function motionsOf({ extents }: Lattice): { name: string; image: (x: number[]) => number[] }[] {
  const isSquare = extents.length > 1 && extents[0] === extents[1];
  return [
    { name: 'translations', image: x => [x[0] + 1, ...x.slice(1)] },
    { name: 'reflections', image: x => [-x[0], ...x.slice(1)] },
    ...(isSquare ? [{ name: 'quarter turns', image: ([x, y, ...z]: number[]) => [-y, x, ...z] }] : []),
  ];
}

function permuted(u: SpinField, image: (x: number[]) => number[]): SpinField {
  const { lattice, components: n } = u;
  const before = u.field.toArray();
  const after = new Float64Array(before.length);
  for (let site = 0; site < lattice.volume; site++) {
    const there = lattice.siteAt(image(lattice.coordinates(site)));
    after.set(before.subarray(n * site, n * (site + 1)), n * there);
  }
  return withReals(u, after);
}

function withReals(u: SpinField, spins: Float64Array): SpinField {
  const v = u.clone();
  v.field.fromArray(spins);
  return v;
}
