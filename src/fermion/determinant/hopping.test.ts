/** Regression of the exact determinant on loops finds the couplings of the expansion in hops, where quarks are heavy. */
import { expect, test } from 'vitest';
import { hot } from '../../../test/laws/networkFields.fixture.ts';
import { loopAction } from '../../gauge/index.ts';
import { namedLoops, polyakovLoop, type Word } from '../../loops/index.ts';
import { LeastSquares } from '../../network/index.ts';
import type { Boundary } from '../staggered/phases.ts';
import { hoppingCouplings } from './hopping.ts';
import { staggeredDeterminant } from './staggered.ts';

interface Case {
  readonly extents: readonly number[];
  readonly boundary: Boundary;
  readonly loops: readonly (readonly Word[])[];
}

/** Relative deviations of couplings fitted to −ln det from the leading order. */
function deviations({ extents, boundary, loops }: Case, mass: number, expected: (c: Couplings) => number[]): number[] {
  const flavours = 6;
  const configurations = Array.from({ length: 3 * loops.length + 6 }, (_, k) => hot('SU(2)', extents, k));
  const [{ lattice, group }] = configurations;
  const determinant = staggeredDeterminant({ lattice, group, mass, flavours, boundary });
  const actions = loops.map((words, k) => loopAction(`loop ${k}`, [{ words, beta: 1 }]));
  const fit = new LeastSquares(loops.length + 1);
  for (const u of configurations) fit.add([...actions.map(action => action.value(u)), 1], determinant.value(u));
  const couplings = hoppingCouplings({ mass, flavours, colours: 2, extents, boundary });
  return expected(couplings).map((value, k) => fit.solution()![k] / value - 1);
}

type Couplings = ReturnType<typeof hoppingCouplings>;

const plane = { extents: [4, 4], dimension: 2 };
const inPlane: Case = {
  extents: plane.extents,
  boundary: ['periodic', 'antiperiodic'],
  loops: [namedLoops('plaquette', plane), [polyakovLoop(0, [4, 4])], [polyakovLoop(1, [4, 4])]],
};
const box = { extents: [4, 4, 4], dimension: 3 };
const inSpace: Case = {
  extents: box.extents,
  boundary: ['periodic', 'periodic', 'antiperiodic'],
  loops: [
    ...(['plaquette', 'rectangle', 'chair', 'parallelogram'] as const).map(loop => namedLoops(loop, box)),
    ...[0, 1, 2].map(mu => [polyakovLoop(mu, [4, 4, 4])]),
  ],
};

test('plaquettes and lines of four sites in two dimensions: what is left falls with 1/m²', () => {
  const at = (mass: number) => deviations(inPlane, mass, ({ plaquette, polyakov }) => [plaquette, ...polyakov]);
  const [light, heavy] = [at(10), at(20)];
  heavy.forEach((left, k) => {
    expect(Math.abs(left)).toBeLessThan(0.05);
    expect(Math.abs(light[k] / left - 4)).toBeLessThan(1);
  });
});

test('loops of six links and lines in three dimensions', () => {
  const left = deviations(inSpace, 16, ({ plaquette, rectangle, chair, parallelogram, polyakov }) => [
    ...[plaquette, rectangle, chair, parallelogram],
    ...polyakov,
  ]);
  // Lines with a detour are of the same order as six links, and no regression on few configurations parts them.
  const allowed = [0.05, 0.2, 0.25, 0.25, 0.05, 0.05, 0.05];
  left.forEach((one, k) => {
    expect(Math.abs(one)).toBeLessThan(allowed[k]);
  });
});
