/**
 * The machine that was chosen against the reference machine `js`: the same links and pseudofermions must give the same
 * actions, forces and smeared links. Fused multiply-add rounds differently in every product, and a solver carries that
 * on; 1e-9 of the largest number is far above both and far below any real difference.
 */

import type { GaugeField } from '../../gauge/index.ts';
import type { Functional } from '../../lattice/index.ts';
import { type Finding, finding } from '../finding.ts';
import { distance, forceOf, largest } from '../motion.ts';
import { type Subject, subjectOf } from './subject.ts';

const allowed = 1e-9;

export function checkMachine(subject: Subject): Finding[] {
  const { kind, isReference } = subject.theory.chosen.machine;
  if (isReference) return [];
  const reference = subjectOf({ ...subject.run, machine: { ...subject.run.machine, kind: 'js', threads: 1 } });
  reference.u.field.fromArray(subject.u.field.toArray());
  if (subject.quarks) reference.quarks!.field.fromArray(subject.quarks.field.toArray());
  const compared = Object.keys(subject.driving).map(group =>
    difference(subject.driving[group], subject.u, reference.driving[group], reference.u),
  );
  return [finding(`${kind} agrees with the reference machine`, Math.max(...compared), allowed)];
}

/** Of values and forces, relative. */
function difference(one: Functional<GaugeField>, u: GaugeField, other: Functional<GaugeField>, v: GaugeField): number {
  const expected = forceOf(other, v).toArray();
  const force = distance(forceOf(one, u).toArray(), expected) / Math.max(largest(expected), 1);
  const value = Math.abs(one.value(u) - other.value(v)) / (Math.abs(other.value(v)) + u.lattice.volume);
  return Math.max(force, value);
}
