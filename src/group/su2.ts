import { cosineAndSinc } from './exponential.ts';
import type { Group } from './group.ts';
import { Quaternion } from './matrix.ts';

/**
 * SU(2) as unit quaternions: U = a0 + i a_k σ_k, four reals. Sums, products and daggers of links stay of that
 * form; T_a = σ_a / 2, so exp(i p^a T_a) = cos(|p|/2) + i (p_a/|p|) sin(|p|/2) σ_a.
 */
export const SU2: Group<Quaternion> = {
  name: 'SU(2)',
  colours: 2,
  linkSize: 4,
  generatorNorm: 0.5,
  componentNorm: 2,
  algebraSize: 3,
  matrix: ([a0, a1, a2, a3]) => new Quaternion(a0!, a1!, a2!, a3!),
  identity({ graph }) {
    const zero = graph.constant(0);
    return new Quaternion(graph.constant(1), zero, zero, zero);
  },
  project: x => x.components.slice(1).map(a => a.mul(2)),
  algebraElement: ([p1, p2, p3]) => new Quaternion(p1!.graph.constant(0), p1!.mul(0.5), p2!.mul(0.5), p3!.mul(0.5)),
  exponential([p1, p2, p3]) {
    const w = p1!.mul(p1!).add(p2!.mul(p2!)).add(p3!.mul(p3!)).mul(0.25);
    const { cosine, sinc } = cosineAndSinc(w);
    const half = sinc.mul(0.5);
    return new Quaternion(cosine, p1!.mul(half), p2!.mul(half), p3!.mul(half));
  },
  unitarise: normalised,
  unitaryPart: normalised,
  withoutPhase: v => v,
};

function normalised(x: Quaternion): Quaternion {
  const [a, b, c, d] = x.components;
  const norm = a.mul(a).add(b.mul(b)).add(c.mul(c)).add(d.mul(d)).sqrt();
  return new Quaternion(a.div(norm), b.div(norm), c.div(norm), d.div(norm));
}
