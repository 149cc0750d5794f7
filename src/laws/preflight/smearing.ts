/**
 * What a stout step does to first order: with S_i = −(1/N) Σ Re tr W over the loops i of a weight ρ_i, and F_i its
 * force, U → exp(ρ TA(C U†)) U moves along −(N/n) F_i, n the norm of the generators. At zero weights
 *   dS_i/dρ_i = −(N/n) Σ F_i².
 * Covariance and exact derivatives say nothing about sign and size of a smearing; this does.
 *
 * Reference: C. Morningstar and M. Peardon, Phys. Rev. D 69, 054501 (2004), eqs. 1-4.
 */
import { type GaugeField, loopAction } from '../../gauge/index.ts';
import type { Transformation, Weight } from '../../lattice/index.ts';
import { namedLoops } from '../../loops/index.ts';
import { type Finding, finding } from '../finding.ts';
import { forceOf, length, slope } from '../motion.ts';
import type { Subject } from './subject.ts';

const allowed = 1e-7;
const step = 1e-3;

/** The weights `….rho.plaquette` of a network; those of queries, keys and values have no such law. */
export function checkSmearing({ u, network }: Subject): Finding[] {
  if (!network) return [];
  const weight = network.weights.find(({ name }) => /\.rho\.plaquette$/.test(name));
  if (!weight) return [];
  const { dimension } = u.lattice;
  const action = loopAction('one loop', [{ words: namedLoops('plaquette', { dimension }), beta: 1 }]);
  const { colours, generatorNorm } = u.group;
  const expected = (-colours / generatorNorm) * length(forceOf(action, u)) ** 2;
  const found = alone(network, weight, () =>
    slope(t => {
      weight.value = t;
      return smeared(network, u, image => action.value(image));
    }, step),
  );
  return [finding('a stout step lowers its own action at the known rate', Math.abs(found / expected - 1), allowed)];
}

/** Runs with all weights zero, and puts them back. */
function alone(network: Transformation<GaugeField>, weight: Weight, measure: () => number): number {
  const before = network.weights.map(({ value }) => value);
  for (const other of network.weights) other.value = 0;
  const result = measure();
  weight.value = 0;
  network.weights.forEach((other, i) => {
    other.value = before[i];
  });
  return result;
}

function smeared(network: Transformation<GaugeField>, u: GaugeField, measure: (image: GaugeField) => number): number {
  const { image, tape } = network.apply(u);
  const value = measure(image);
  tape.release();
  return value;
}
