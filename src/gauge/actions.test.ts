import { describe, expect, test } from 'vitest';
import { expectAction, expectForce, largestDifference, normOf } from '../../test/expect/index.ts';
import { type Group, groupNamed } from '../group/index.ts';
import { complex, dagger, distance, type PlainMatrix, product, trace } from '../group/plainMatrix.fixture.ts';
import { bibtexOf, key, Lattice } from '../lattice/index.ts';
import { chairs, plaquettes, polyakovLoop, rectangles, type Word, word } from '../loops/index.ts';
import { loopAction, loopActionKernel, wilsonAction } from './actions.ts';
import { coldStart, type GaugeField, hotStart } from './configuration.ts';

interface Theory {
  readonly group: string;
  readonly extents: readonly number[];
  readonly loops: readonly ('plaquette' | 'rectangle' | 'chair' | 'polyakov')[];
}

/** Among them lattices so small that a loop meets one link twice. */
const theories: readonly Theory[] = [
  { group: 'U(1)', extents: [4, 6], loops: ['plaquette', 'rectangle', 'polyakov'] },
  { group: 'U(1)', extents: [2, 2], loops: ['plaquette', 'rectangle', 'polyakov'] },
  { group: 'SU(2)', extents: [4, 2, 4], loops: ['plaquette', 'rectangle', 'chair', 'polyakov'] },
  { group: 'SU(2)', extents: [4, 2, 2, 4], loops: ['plaquette', 'rectangle'] },
  { group: 'SU(3)', extents: [2, 4], loops: ['plaquette', 'rectangle', 'polyakov'] },
  { group: 'SU(3)', extents: [4, 2, 2, 4], loops: ['plaquette'] },
  { group: 'SU(4)', extents: [2, 2, 4], loops: ['plaquette'] },
];

const couplings = { plaquette: 2.3, rectangle: -0.4, chair: 0.3, polyakov: 0.7 };

function wordsOf(loop: Theory['loops'][number], extents: readonly number[]): Word[] {
  const dimension = extents.length;
  if (loop === 'polyakov') return [polyakovLoop(dimension - 1, extents)];
  return { plaquette: plaquettes, rectangle: rectangles, chair: chairs }[loop](dimension);
}

const named = theories.map(theory => ({ ...theory, name: `${theory.loops} of ${theory.group} on ${theory.extents}` }));

describe.each(named)('$name', ({ group: groupName, extents, loops }) => {
  const group = groupNamed(groupName);
  const terms = loops.map(loop => ({ words: wordsOf(loop, extents), beta: couplings[loop] }));
  const action = loopAction('test action', terms);
  const u = hotStart(new Lattice(extents), group, key(4, 0, 'start'));

  test('the force by staples is the finite difference', () => expectForce(action).toMatchFiniteDifference(u));
  test('gauge invariance', () => expectAction(action).toBeGaugeInvariant(u));

  test('the force by staples is the traced adjoint', () => {
    const kernel = loopActionKernel(
      group,
      extents.length,
      terms.map(({ words }) => words),
    );
    const beta = terms.map(term => term.beta);
    const derivative = u.field.like();
    kernel.adjoint(['U']).run({ U: u.field, d_U: derivative, d_S: 1, beta });
    const [traced, staples] = [u.momentum(), u.momentum()];
    u.forceFromComponents(derivative, traced);
    action.gradient(u, staples);
    // Two orders of summing the same few hundred products.
    expect(largestDifference(traced, staples)).toBeLessThanOrEqual(1e-13 * normOf(staples));
  });

  test('is linear in the couplings', () => {
    const parts = terms.map(({ words, beta }) => beta * loopAction('part', [{ words, beta: 1 }]).value(u));
    const total = parts.reduce((sum, part) => sum + part, 0);
    expect(Math.abs(action.value(u) - total)).toBeLessThanOrEqual(1e-12 * u.lattice.volume);
  });

  test('on the cold start: every loop is one, no force', () => {
    const cold = coldStart(u.lattice, group);
    const count = terms.reduce((sum, { words, beta }) => sum + words.length * beta, 0);
    expect(Math.abs(action.value(cold) + count * u.lattice.volume)).toBeLessThanOrEqual(1e-12 * u.lattice.volume);
    const force = u.momentum();
    action.gradient(cold, force);
    expect(normOf(force)).toBe(0);
  });
});

test.each([
  ['U(1)', [4, 4]],
  ['SU(2)', [2, 4, 4, 4]],
  ['SU(3)', [2, 2, 4, 4]],
  ['SU(4)', [2, 2, 4]],
  ['SU(5)', [2, 4]],
])('the plaquette of a cold start in %s is exactly 1', (name, extents) => {
  const u = coldStart(new Lattice(extents), groupNamed(name));
  const planes = (extents.length * (extents.length - 1)) / 2;
  expect(wilsonAction(1).value(u)).toBe(-planes * u.lattice.volume);
});

test.each([
  ['U(1)', [4, 2]],
  ['SU(2)', [2, 2, 4]],
  ['SU(3)', [4, 2, 2]],
])('the Wilson action of %s is that of products of plain matrices', (name, extents) => {
  const group = groupNamed(name);
  const dimension = extents.length;
  const u = hotStart(new Lattice(extents), group, key(8, 0, 'start'));
  let sum = 0;
  for (const site of u.field.sites) {
    const x = u.field.storage.grid.coordinates(site);
    const at = (mu: number) => x.map((c, nu) => (nu === mu ? c + 1 : c));
    for (let mu = 0; mu < dimension; mu++) {
      for (let nu = 0; nu < mu; nu++) {
        const path = [link(u, mu, x), link(u, nu, at(mu)), dagger(link(u, mu, at(nu))), dagger(link(u, nu, x))];
        sum += trace(path.reduce(product)).re / group.colours;
      }
    }
  }
  expect(wilsonAction(1.7).value(u)).toBeCloseTo(-1.7 * sum, 12);
});

/** U_μ(x) as written in CONVENTIONS: row by row, re and im; SU(2) as a quaternion. */
function link({ field, group }: GaugeField, mu: number, x: readonly number[]): PlainMatrix {
  const c = (k: number) => field.get(x, mu * group.linkSize + k);
  if (group.linkSize === 4) {
    return [
      [complex(c(0), c(3)), complex(c(2), c(1))],
      [complex(-c(2), c(1)), complex(c(0), -c(3))],
    ];
  }
  return rowMajor(group, c);
}

function rowMajor({ colours }: Group, c: (k: number) => number): PlainMatrix {
  return Array.from({ length: colours }, (_, i) =>
    Array.from({ length: colours }, (__, j) => complex(c(2 * (i * colours + j)), c(2 * (i * colours + j) + 1))),
  );
}

test('plain links of a hot start are unitary', () => {
  const u = hotStart(new Lattice([2, 4]), groupNamed('SU(3)'), key(8, 0, 'start'));
  const one = rowMajor(u.group, k => (k % 8 === 0 ? 1 : 0));
  const U = link(u, 1, [1, 2]);
  expect(distance(product(U, dagger(U)), one)).toBeLessThanOrEqual(1e-14);
});

test('the Wilson action has a name and a citation', () => {
  expect(wilsonAction(2.7).name).toBe('Wilson gauge action, beta = 2.7');
  expect(bibtexOf(wilsonAction(2.7).cites[0])).toContain('10.1103/PhysRevD.10.2445');
});

describe('the dimension', () => {
  test.each([
    ['U(1)', [4, 4]],
    ['SU(2)', [2, 4, 4]],
    ['SU(3)', [2, 2, 2, 4]],
  ])('is that of the field: one action in %s on %j', (name, extents) => {
    const [one, beta] = [wilsonAction(1), 1];
    const u = hotStart(new Lattice(extents), groupNamed(name), key(8, 0, 'start'));
    const words = loopAction('the same in words', [{ words: plaquettes(extents.length), beta }]);
    expect(one.value(u)).toBe(words.value(u));
    expectForce(one).toMatchFiniteDifference(u);
  });

  const plane = hotStart(new Lattice([4, 4]), groupNamed('U(1)'), key(8, 0, 'start'));
  test('of words that do not fit is refused, naming action and word', () => {
    const S = loopAction('action of mine', [{ words: [word([1, 2, -1, -2])], beta: 1 }]);
    const refusal =
      'The action of mine cannot be evaluated on 4×4. The word [1,2,-1,-2] is made for 4 dimensions, but the lattice has 2';
    expect(() => S.value(plane)).toThrow(refusal);
    expect(() => S.gradient(plane, plane.momentum())).toThrow(refusal);
  });
  test('in which there are no such loops is refused', () => {
    const S = loopAction('chairs', [{ words: chairs, beta: 1 }]);
    expect(() => S.value(plane)).toThrow('needs one at least; in 2 dimensions there is none');
  });
  test('does not make up for an open word or a coupling that is no number', () => {
    const open = loopAction('hook', [{ words: [word([1, 2, -1], { dimension: 2 })], beta: 1 }]);
    expect(() => open.value(plane)).toThrow('The hook cannot be evaluated on 4×4. The word [1,2,-1] is open');
    expect(() => wilsonAction(Number.NaN).value(plane)).toThrow('A coupling is a finite number; found NaN');
  });
});
