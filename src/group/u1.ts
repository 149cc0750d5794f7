import { Complex } from './complex.ts';
import type { Group } from './group.ts';
import { ComplexMatrix } from './matrix.ts';

/** U(1): a link is a phase (re, im); the algebra is the angle itself. */
export const U1: Group<ComplexMatrix> = {
  name: 'U(1)',
  colours: 1,
  linkSize: 2,
  generatorNorm: 1,
  componentNorm: 1,
  algebraSize: 1,
  matrix: ([re, im]) => new ComplexMatrix([new Complex(re!, im!)]),
  identity: ({ graph }) => new ComplexMatrix([new Complex(graph.constant(1), graph.constant(0))]),
  project: x => [x.entry(0, 0).im],
  algebraElement: ([p]) => new ComplexMatrix([new Complex(p!.graph.constant(0), p!)]),
  exponential: ([p]) => new ComplexMatrix([new Complex(p!.cos(), p!.sin())]),
  unitarise: normalised,
  unitaryPart: normalised,
  withoutPhase: v => v,
};

function normalised(x: ComplexMatrix): ComplexMatrix {
  const z = x.entry(0, 0);
  const norm = z.squared().sqrt();
  return new ComplexMatrix([new Complex(z.re.div(norm), z.im.div(norm))]);
}
