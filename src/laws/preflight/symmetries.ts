/**
 * Gauge symmetry: actions do not change under U_μ(x) → Ω(x) U_μ(x) Ω(x+μ)†, networks commute with it.
 * Only rounding spoils this; 1e-11 of every link leaves room for long chains of products. Pseudofermions transform like
 * vectors, χ(x) → Ω(x) χ(x) for every spin; smeared links like links.
 */
import { type GaugeField, gaugeTransformed, randomElements } from '../../gauge/index.ts';
import { type Field, type Functional, key } from '../../lattice/index.ts';
import { type Finding, finding } from '../finding.ts';
import { covarianceLaw, invarianceLaw, type Symmetry } from '../symmetry.ts';
import { colourMatrix, siteNumbers } from './plain/links.ts';
import { vectorTimes } from './plain/matrix.ts';
import type { Subject } from './subject.ts';

const allowed = 1e-11;
const allowedWithSolver = 1e-9;

export function checkSymmetries({ u, gauge, terms, network }: Subject): Finding[] {
  const omega = randomElements(u.lattice, u.group, 1, key(23, 0, 'gaugeTransformation'));
  const rotate: Symmetry<GaugeField> = v => gaugeTransformed(v, omega);
  const there = rotate(u);
  const found = [invarianceLaw(gauge, u, rotate, { law: 'gauge action is gauge invariant', tolerance: allowed })];
  for (const { described, pseudofermions, actions } of terms) {
    const errors = pseudofermions.map(({ field }, k) => quarkError(field, actions[k], u, there, omega));
    found.push(
      finding(`action of ${described.kind} quarks is gauge invariant`, Math.max(...errors), allowedWithSolver),
    );
  }
  if (network && network.breaks === undefined) {
    const law = 'network commutes with gauge transformations';
    found.push(covarianceLaw(network, u, rotate, { law, tolerance: allowed }));
  }
  return found;
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
