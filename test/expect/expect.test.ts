import { describe, expect, test } from 'vitest';
import { drift, hotStart, wilsonAction } from '../../src/gauge/index.ts';
import { groupNamed } from '../../src/group/index.ts';
import { Machine } from '../../src/kernel/index.ts';
import { axpy, type Functional, key, Lattice, scale, type Transformation } from '../../src/lattice/index.ts';
import { expectAction, expectForce, expectMap, expectStep, fourthOrderDerivative, randomDirection } from './index.ts';
import { twoStouts } from './twoStouts.fixture.ts';

const lattice = new Lattice([4, 4, 4], new Machine('wasm128'));
const group = groupNamed('SU(2)');
const u = hotStart(lattice, group, key(3, 0, 'start'));
const action = wilsonAction(2.3);

test('the fourth-order difference is exact for polynomials of fourth degree', () => {
  expect(fourthOrderDerivative(t => 7 + 3 * t - 2 * t ** 2 + t ** 3 - 5 * t ** 4, 0.5)).toBeCloseTo(3, 13);
});

describe('what is right passes', () => {
  test('force', () => expectForce(action).toMatchFiniteDifference(u));
  test('gauge invariance', () => expectAction(action).toBeGaugeInvariant(u));
  test('covariance of a map', () => expectMap(twoStouts(group, 3)).toBeCovariant(u));
  test('pullback of a map', () => expectMap(twoStouts(group, 3)).toPullBack(u));
  test('reversibility of leapfrog', () =>
    expectStep(leapfrog(1)).toBeReversible(u, { momenta: randomDirection(u, 5) }));
});

describe('what is wrong does not', () => {
  test('a force wrong by one part in a million', () => {
    const wrong: Functional<typeof u> = {
      ...action,
      gradient(v, out) {
        action.gradient(v, out);
        out.fromArray(out.toArray().map(f => f * (1 + 1e-6)));
      },
    };
    expect(() => expectForce(wrong).toMatchFiniteDifference(u)).toThrow('the finite difference');
  });
  test('a differential that is not that of the force', () => {
    const wrong: Functional<typeof u> = { ...action, differential: scale(1 + 1e-6, action).differential };
    expect(() => expectForce(wrong).toMatchFiniteDifference(u)).toThrow(
      'differential of Wilson gauge action, beta = 2.3 gives its force',
    );
  });
  test('a force that is added to what was there', () => {
    const wrong: Functional<typeof u> = {
      ...action,
      gradient(v, out) {
        const part = v.momentum();
        action.gradient(v, part);
        axpy(part.components, 3).run({ a: 1, x: part, y: out });
      },
    };
    expect(() => expectForce(wrong).toMatchFiniteDifference(u)).toThrow('overwrites its output');
  });
  test('an action that depends on the gauge', () => {
    const wrong = { ...action, value: (v: typeof u) => v.field.get([0, 0, 0], 0) };
    expect(() => expectAction(wrong).toBeGaugeInvariant(u)).toThrow(/gauge invariant: .* before, .* after/);
  });
  test('a map that depends on the gauge, and a pullback that belongs to another map', () => {
    const right = twoStouts(group, 3);
    const wrong: Transformation<typeof u> = {
      ...right,
      apply(v) {
        const { image, tape } = right.apply(v);
        image.field.fromArray(image.field.toArray().map((value, i) => (i % 4 === 1 ? 0.9 * value : value)));
        return { image, tape };
      },
    };
    expect(() => expectMap(wrong).toBeCovariant(u)).toThrow('commutes with gauge transformations');
    expect(() => expectMap(wrong).toPullBack(u)).toThrow('the finite difference');
  });
  test('an integrator whose last step differs from its first', () => {
    expect(() => expectStep(leapfrog(0.9)).toBeReversible(u, { momenta: randomDirection(u, 5) })).toThrow('come back');
  });
});

/** Five steps of U half, P, U `last` half. */
function leapfrog(last: number) {
  return (v: typeof u, p: ReturnType<typeof randomDirection>) => {
    const eps = 0.1;
    const force = v.momentum();
    const move = drift(group, 3).bind({ U: v.field, P: p });
    const kick = axpy(p.components, 3).bind({ x: force, y: p });
    for (let step = 0; step < 5; step++) {
      move({ eps: eps / 2 });
      action.gradient(v, force);
      kick({ a: -eps });
      move({ eps: (eps / 2) * last });
    }
  };
}
