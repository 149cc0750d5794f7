/** A covariant map of four kernels, in which one field plays several parts and every step has a weight. */
import { forEachDirection, GaugeField, transport } from '../../src/gauge/index.ts';
import { algebra, type Group, links } from '../../src/group/index.ts';
import { input, type Kernel, output, parameter, siteKernel } from '../../src/kernel/index.ts';
import { Tape, type Transformation, type Weight } from '../../src/lattice/index.ts';
import { plaquettes, staples } from '../../src/loops/index.ts';

/** i q^a T_a = TA(C(B) E†), with C the sum of the plaquette staples. */
export function stapleKernel(group: Group, dimension: number): Kernel {
  const field = links(group, dimension);
  return siteKernel(
    'closedStaples',
    dimension,
    { B: input(field), E: input(field), q: output(algebra(group, dimension)) },
    ({ B, E, q }, x) =>
      forEachDirection(dimension, mu => {
        const staple = staples(plaquettes(dimension), mu)
          .map(({ word }) => transport(B, word, x))
          .reduce((a, b) => a.add(b));
        q.set(mu, group.project(staple.mul(E(mu, x).dagger())));
      }),
  );
}

/** out = exp(ρ i q^a T_a) A */
export function rotationKernel(group: Group, dimension: number): Kernel {
  const field = links(group, dimension);
  return siteKernel(
    'rotation',
    dimension,
    { rho: parameter, q: input(algebra(group, dimension)), A: input(field), out: output(field) },
    ({ rho, q, A, out }) =>
      forEachDirection(dimension, mu => out.set(mu, group.exponential(q(mu).map(a => a.mul(rho))).mul(A(mu)))),
  );
}

/** V = exp(ρ₀ TA(C(U) U†)) U,  W = exp(ρ₁ TA(C(V) U†)) U. */
export function twoStouts(group: Group, dimension: number, values = [0.11, -0.07]): Transformation<GaugeField> {
  const staple = stapleKernel(group, dimension);
  const rotation = rotationKernel(group, dimension);
  const weights: Weight[] = values.map((value, k) => ({ name: `rho${k}`, value }));
  return {
    name: 'two stout steps',
    cites: [],
    weights,
    apply({ lattice, field }) {
      const tape = new Tape(field);
      let out = field;
      for (const rho of weights) {
        const { q } = tape.record(staple, { B: out, E: field });
        ({ out } = tape.record(rotation, { q, A: field }, { rho }));
      }
      return { image: new GaugeField(lattice, group, out), tape };
    },
  };
}
