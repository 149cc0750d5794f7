import { describe, expect, test } from 'vitest';
import { largestDifference } from '../../../test/expect/index.ts';
import { compiling, hot, thermalised } from '../../../test/laws/networkFields.fixture.ts';
import { largest } from '../../../test/laws/plainMatrices.fixture.ts';
import {
  coldStart,
  type GaugeField,
  gaugeTransformed,
  randomElements,
  recordStout,
  type Side,
} from '../../gauge/index.ts';
import { type Field, key, Tape } from '../../lattice/index.ts';
import { type LocalActivation, tangentScale } from './activation.ts';
import { scores } from './attentionKernels.ts';
import { firstStaples, longerStaples } from './kernels.ts';
import { recordStaples } from './stout.ts';

const cases = [
  { label: 'SU(2), hot', u: hot('SU(2)', [4, 4, 4, 4]) },
  { label: 'SU(2), thermalised', u: thermalised('SU(2)', [4, 4, 4, 4]) },
  { label: 'SU(3), hot', u: hot('SU(3)', [2, 2, 2, 4]) },
  { label: 'U(1), hot', u: hot('U(1)', [4, 6]) },
];
const sides = ['forward', 'backward'] as const;

/** Staples of extent `reach`. */
function ladder(tape: Tape, links: Field, { group, lattice }: GaugeField, side: Side, reach: number): Field {
  let staples = tape.record(firstStaples(group, lattice.dimension, side), { X: links }).T;
  for (let s = 1; s < reach; s++) {
    staples = tape.record(longerStaples(group, lattice.dimension, side), { X: links, S: staples }).T;
  }
  return staples;
}

/** Scores of stout-smeared queries and keys. */
function scoresOf(u: GaugeField, side: Side, reach: number, activation: LocalActivation, size = 1): Field {
  const tape = new Tape(u.field);
  const theory = { group: u.group, extents: u.lattice.extents };
  const staples = recordStaples(tape, u.field, theory, ['plaquette']);
  const [Q, K] = [0.06, -0.04].map(rho =>
    recordStout(tape, { staples, closing: u.field, links: u.field }, [{ name: 'rho', value: size * rho }], theory),
  );
  const fields = {
    Q,
    TK: ladder(tape, K, u, side, reach),
    U: u.field,
    TU: ladder(tape, u.field, u, side, reach),
  };
  return tape.record(scores(u.group, u.lattice.dimension, activation), fields).a;
}

describe.each(cases)('scores, $label', { timeout: compiling }, ({ u }) => {
  const { colours } = u.group;

  test('do not see gauge transformations', () => {
    const omega = randomElements(u.lattice, u.group, 1, key(4, 0, 'gaugeTransformation'));
    const v = gaugeTransformed(u, omega);
    for (const side of sides) {
      for (const reach of [1, 2, 3]) {
        const [here, there] = [u, v].map(w => scoresOf(w, side, reach, 'tan'));
        expect(largest(here.toArray())).toBeGreaterThan(1e-3);
        expect(largestDifference(here, there)).toBeLessThan(1e-13);
      }
    }
  });
  test('stay within [-2N, 2N], with large weights too, and the tangent stays finite', () => {
    for (const size of [1, 5, 15]) {
      for (const side of sides) {
        const raw = scoresOf(u, side, 1, 'identity', size).toArray();
        expect(largest(raw)).toBeLessThanOrEqual(2 * colours);
        expect(largest(raw) * tangentScale(colours)).toBeLessThan(Math.PI / 2);
        expect(largest(scoresOf(u, side, 1, 'tan', size).toArray())).toBeLessThan(Number.POSITIVE_INFINITY);
      }
    }
  });
  test('activations are the functions of their names', () => {
    const raw = scoresOf(u, 'forward', 1, 'identity', 5).toArray();
    const c = tangentScale(colours);
    const activated = (activation: LocalActivation) => scoresOf(u, 'forward', 1, activation, 5).toArray();
    expect(activated('relu')).toEqual(raw.map(a => Math.max(a, 0)));
    const tangents = activated('tan');
    // Rounding of the angle, and the slope of the tangent.
    expect(largest(tangents.map((t, k) => (t - Math.tan(c * raw[k])) / (1 + t ** 2)))).toBeLessThan(1e-14);
  });
});

test.each(['SU(2)', 'U(1)'])('%s: the largest score, 2N, is reached and its tangent is finite', name => {
  const extents = name === 'U(1)' ? [4, 4] : [2, 2, 2, 2];
  const u = hot(name, extents);
  const { group, lattice } = u;
  const { dimension } = lattice;
  const one = coldStart(lattice, group);
  const tape = new Tape(one.field);
  const straight = ladder(tape, one.field, one, 'forward', 1);
  const against = straight.clone();
  against.fromArray(straight.toArray().map(x => -x));
  const fields = { Q: one.field, TK: straight, U: one.field, TU: against };
  const raw = tape.record(scores(group, dimension, 'identity'), fields).a.toArray();
  expect(raw.every(a => a === 2 * group.colours)).toBe(true);
  const tangents = tape.record(scores(group, dimension, 'tan'), fields).a.toArray();
  const expected = Math.tan((Math.PI / 2) * (group.colours / (group.colours + 0.01)));
  // Near its pole the tangent magnifies rounding by its own size.
  expect(largest(tangents.map(t => t / expected - 1))).toBeLessThan(1e-12);
});
