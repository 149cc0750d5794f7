/**
 * Gauge symmetry: actions do not change under U_μ(x) → Ω(x) U_μ(x) Ω(x+μ)†, networks commute with it.
 * Only rounding spoils this; 1e-11 of every link leaves room for long chains of products. Pseudofermions transform like
 * vectors, χ(x) → Ω(x) χ(x) for every spin; smeared links like links.
 */
import { type GaugeField, gaugeTransformed, randomElements } from '../../gauge/index.ts';
import { type Field, type Functional, key, type Transformation } from '../../lattice/index.ts';
import { type Finding, finding } from './finding.ts';
import { distance } from './numbers.ts';
import { colourMatrix, siteNumbers } from './plain/links.ts';
import { vectorTimes } from './plain/matrix.ts';
import type { Subject } from './subject.ts';

const allowed = 1e-11;
const allowedWithSolver = 1e-9;

export function checkSymmetries({ u, gauge, terms, network }: Subject): Finding[] {
  const omega = randomElements(u.lattice, u.group, 1, key(23, 0, 'gaugeTransformation'));
  const there = gaugeTransformed(u, omega);
  const found = [finding('gauge action is gauge invariant', change(gauge, u, gauge, there), allowed)];
  for (const { described, pseudofermions, actions } of terms) {
    const errors = pseudofermions.map(({ field }, k) => quarkError(field, actions[k], u, there, omega));
    found.push(
      finding(`action of ${described.kind} quarks is gauge invariant`, Math.max(...errors), allowedWithSolver),
    );
  }
  if (network) found.push(covarianceLaw(network, u, there, omega));
  return found;
}

function change(before: Functional<GaugeField>, u: GaugeField, after: Functional<GaugeField>, v: GaugeField): number {
  const value = before.value(u);
  return Math.abs(after.value(v) - value) / (Math.abs(value) + u.lattice.volume);
}

function quarkError(
  field: Field,
  action: Functional<GaugeField>,
  u: GaugeField,
  there: GaugeField,
  omega: Field,
): number {
  const before = field.toArray();
  const value = action.value(u);
  field.fromArray(rotated(field, omega, u));
  const error = Math.abs(action.value(there) - value) / (Math.abs(value) + u.lattice.volume);
  field.fromArray(before);
  return error;
}

/** Ω(x) χ(x) on the sites of χ, for every spin and slice. */
function rotated(chi: Field, omega: Field, { group }: GaugeField): Float64Array {
  const numbers = chi.toArray();
  const rotations = omega.toArray();
  const n = 2 * group.colours;
  const vectors = chi.components / n;
  chi.sites.forEach((site, at) => {
    const matrix = colourMatrix(group, siteNumbers(rotations, site, group.linkSize));
    for (let vector = at * vectors; vector < (at + 1) * vectors; vector++) {
      numbers.set(vectorTimes(matrix, numbers.subarray(vector * n, (vector + 1) * n)), vector * n);
    }
  });
  return numbers;
}

function covarianceLaw(network: Transformation<GaugeField>, u: GaugeField, there: GaugeField, omega: Field): Finding {
  const first = network.apply(u);
  const second = network.apply(there);
  const error = distance(gaugeTransformed(first.image, omega).field.toArray(), second.image.field.toArray());
  first.tape.release();
  second.tape.release();
  return finding('network commutes with gauge transformations', error, allowed);
}
