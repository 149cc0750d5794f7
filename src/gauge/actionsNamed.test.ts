import { describe, expect, test } from 'vitest';
import { expectAction, expectForce, largestDifference, normOf } from '../../test/expect/index.ts';
import { groupNamed } from '../group/index.ts';
import { bibtexOf, key, Lattice } from '../lattice/index.ts';
import { chairs, parallelograms, plaquettes, type Word } from '../loops/index.ts';
import { loopAction, wilsonAction } from './actions.ts';
import { gaugeActionNames, namedGaugeAction } from './actionsNamed.ts';
import { coldStart, hotStart } from './configuration.ts';

const theories = [
  ['U(1)', [4, 2]],
  ['SU(2)', [4, 2, 4]],
  ['SU(2)', [2, 4, 2, 4]],
  ['SU(3)', [2, 4]],
  ['SU(3)', [2, 2, 4]],
  ['SU(3)', [2, 2, 2, 4]],
] as const;

describe.each(theories)('%s on %s', (name, extents) => {
  const group = groupNamed(name);
  const lattice = new Lattice(extents);
  const { dimension } = lattice;
  const u = hotStart(lattice, group, key(5, 0, 'start'));
  // The improved actions differ in one number only; for large kernels one of them is enough.
  const heavy = dimension === 4 && name === 'SU(3)';
  const names = gaugeActionNames.filter(action => !heavy || action === 'symanzik' || action === 'adjoint');

  test.each(names)('%s: force, gauge invariance, and a cold start of the value of its couplings', action => {
    const S = namedGaugeAction(action, 2.1, action === 'adjoint' ? { betaAdjoint: 0.7 } : {});
    if (name === 'U(1)' && action === 'adjoint') {
      // |tr W|² = 1 adds nothing to the force.
      const [force, wilson] = [u.momentum(), u.momentum()];
      S.gradient(u, force);
      wilsonAction(2.1).gradient(u, wilson);
      expect(largestDifference(force, wilson)).toBeLessThanOrEqual(1e-14 * normOf(wilson));
    } else expectForce(S).toMatchFiniteDifference(u);
    expectAction(S).toBeGaugeInvariant(u);
    const planes = (dimension * (dimension - 1)) / 2;
    const perPlane: Record<string, number> = { adjoint: 2.8 };
    const c1 = { symanzik: -1 / 12, iwasaki: -0.331, dbw2: -1.4088 }[action as 'dbw2'] ?? 0;
    // c0 and two rectangles per plane.
    const expected = -(perPlane[action] ?? 2.1 * (1 - 8 * c1 + 2 * c1)) * planes * lattice.volume;
    expect(Math.abs(S.value(coldStart(lattice, group)) - expected)).toBeLessThanOrEqual(1e-12 * Math.abs(expected));
  });
});

test('smooth fields have one coupling: all improved actions agree to leading order', () => {
  // U(1), constant flux f in a plane of area L²: plaquettes cos f, rectangles cos 2f, so the action is
  // β f² / 2 (c0 + 2 · 4 c1) + const, and c0 + 8 c1 = 1.
  const lattice = new Lattice([16, 16]);
  const group = groupNamed('U(1)');
  const u = coldStart(lattice, group);
  const flux = (2 * Math.PI) / 256;
  for (let x = 0; x < 16; x++) {
    for (let y = 0; y < 16; y++) {
      const angles = [x === 15 ? -16 * flux * y : 0, flux * x];
      angles.forEach((angle, mu) => {
        u.field.set([x, y], 2 * mu, Math.cos(angle));
        u.field.set([x, y], 2 * mu + 1, Math.sin(angle));
      });
    }
  }
  const cold = coldStart(lattice, group);
  for (const name of ['wilson', 'symanzik', 'iwasaki', 'dbw2']) {
    const S = namedGaugeAction(name, 1);
    const energy = (S.value(u) - S.value(cold)) / (lattice.volume * flux ** 2 * 0.5);
    // The next order is f² (c0 + 32 c1)/12; and |S| = 256 c0 is rounded.
    expect(Math.abs(energy - 1), name).toBeLessThanOrEqual(4 * flux ** 2);
  }
});

test('long sums of loops in several kernels are the sum of their parts', () => {
  const u = hotStart(new Lattice([2, 4, 2, 4]), groupNamed('SU(2)'), key(6, 0, 'start'));
  const terms = [plaquettes(4), chairs(4), parallelograms(4)].map((words, i) => ({ words, beta: 1 + i }));
  const whole = loopAction('whole', terms);
  // Of a few words each, which one kernel holds.
  const few = (words: readonly Word[]) =>
    Array.from({ length: Math.ceil(words.length / 8) }, (_, k) => words.slice(8 * k, 8 * (k + 1)));
  const parts = terms.flatMap(({ words, beta }) => few(words).map(part => loopAction('part', [{ words: part, beta }])));
  const sum = parts.reduce((total, part) => total + part.value(u), 0);
  expect(Math.abs(whole.value(u) - sum)).toBeLessThanOrEqual(1e-12 * Math.abs(sum) + 1e-12 * u.lattice.volume);
  expectForce(whole).toMatchFiniteDifference(u);
});

test('an unknown name is answered by the known ones', () => {
  expect(() => namedGaugeAction('iwasaky', 2.6)).toThrow(
    'There is no gauge action "iwasaky". Did you mean one of wilson, plaquette, symanzik, iwasaki, dbw2, adjoint?',
  );
  expect(() => namedGaugeAction('wilson', 2.6, { betaAdjoint: 1 })).toThrow('has no coupling betaAdjoint');
});

test('actions know their papers', () => {
  expect(bibtexOf(namedGaugeAction('iwasaki', 2.6).cites[0])).toContain('10.1016/0550-3213(85)90606-6');
  expect(namedGaugeAction('iwasaki', 2.6).name).toBe('Iwasaki gauge action, beta = 2.6');
});
