// The traced pullback of stout layers against the recursion derived by hand.
import { describe, expect, test } from 'vitest';
import { wilsonAction } from '../../src/gauge/index.ts';
import { pulledBack } from '../../src/lattice/index.ts';
import { network, stoutLayer } from '../../src/network/index.ts';
import { compiling, hot, setTypicalWeights, thermalised } from './networkFields.fixture.ts';
import { plainStout } from './plainCask.fixture.ts';
import { type PlainLinks, plainLinks } from './plainLinks.fixture.ts';
import { identity, largest, type PlainMatrix, product, trace } from './plainMatrices.fixture.ts';
import { plainStoutPullback, wilsonDerivative } from './plainStoutForce.fixture.ts';

const beta = 2.7;
const h = 1 / 2;
const r = 1 / Math.sqrt(12);

/** Entries [row, column, re, im] of T_a: half the Pauli matrices, half the Gell-Mann matrices. */
const tables: Readonly<Record<string, readonly (readonly number[][])[]>> = {
  'U(1)': [[[0, 0, 1, 0]]],
  'SU(2)': [
    [
      [0, 1, h, 0],
      [1, 0, h, 0],
    ],
    [
      [0, 1, 0, -h],
      [1, 0, 0, h],
    ],
    [
      [0, 0, h, 0],
      [1, 1, -h, 0],
    ],
  ],
  'SU(3)': [
    [
      [0, 1, h, 0],
      [1, 0, h, 0],
    ],
    [
      [0, 1, 0, -h],
      [1, 0, 0, h],
    ],
    [
      [0, 0, h, 0],
      [1, 1, -h, 0],
    ],
    [
      [0, 2, h, 0],
      [2, 0, h, 0],
    ],
    [
      [0, 2, 0, -h],
      [2, 0, 0, h],
    ],
    [
      [1, 2, h, 0],
      [2, 1, h, 0],
    ],
    [
      [1, 2, 0, -h],
      [2, 1, 0, h],
    ],
    [
      [0, 0, r, 0],
      [1, 1, r, 0],
      [2, 2, -2 * r, 0],
    ],
  ],
};

function generators(group: string, size: number): PlainMatrix[] {
  return tables[group].map(entries => {
    const t = identity(size).fill(0);
    for (const [i, j, re, im] of entries) t.set([re, im], 2 * (i * size + j));
    return t;
  });
}

/** F^a = Re tr( G i T_a U ) = −Im tr( T_a U G ), site by site. */
function forceOf(u: PlainLinks, derivative: PlainLinks, basis: readonly PlainMatrix[]): number[] {
  return u.links.flatMap((row, site) =>
    row.flatMap((link, mu) => basis.map(t => -trace(product(t, link, derivative.links[site][mu]))[1])),
  );
}

describe.each([
  { group: 'SU(2)', u: thermalised('SU(2)', [4, 4, 2, 2], beta) },
  { group: 'SU(3)', u: thermalised('SU(3)', [2, 2, 2, 4], 6) },
  { group: 'SU(3)', u: hot('SU(3)', [2, 2, 2, 2]) },
  { group: 'U(1)', u: hot('U(1)', [6, 4]) },
])('two stout layers below the Wilson action, $group on $u.lattice.name', { timeout: compiling }, ({ group, u }) => {
  const net = network('net', [stoutLayer('a'), stoutLayer('b')]);
  setTypicalWeights(net);
  const S = pulledBack(wilsonAction(beta), net);
  const [rhoA, rhoB] = net.weights.map(weight => weight.value);
  const first = plainLinks(u);
  const second = plainStout(rhoA, first);
  const third = plainStout(rhoB, second);
  const throughB = plainStoutPullback(rhoB, second, wilsonDerivative(beta, third));
  const throughA = plainStoutPullback(rhoA, first, throughB.derivative);

  test('the force', () => {
    const force = u.momentum();
    S.gradient(u, force);
    const byHand = forceOf(first, throughA.derivative, generators(group, u.group.colours));
    expect(byHand).toHaveLength(force.toArray().length);
    const error = largest(force.toArray().map((f, k) => f - byHand[k]));
    // Rounding of sums of about a hundred products.
    expect(error / largest(byHand)).toBeLessThan(1e-13);
  });

  test('the weights: dS/drho = Re tr sum U† Lambda C', () => {
    const { derivatives } = S.weightGradient(u);
    for (const [k, expected] of [throughA.weight, throughB.weight].entries()) {
      expect(Math.abs(derivatives[k] / expected - 1)).toBeLessThan(1e-13);
    }
  });
});
