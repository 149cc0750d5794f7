import { describe, expect, test } from 'vitest';
import { largestDifference, normOf, randomDirection } from '../../test/expect/index.ts';
import { groupNamed } from '../group/index.ts';
import { drawGaussian, key, Lattice } from '../lattice/index.ts';
import { coldStart, GaugeField, gaugeTransformed, hotStart, randomElements } from './configuration.ts';
import { drift } from './kernels.ts';

const lattice = new Lattice([4, 4, 8]);
const names = ['U(1)', 'SU(2)', 'SU(3)', 'SU(4)'];

/** tr U of every link. */
function traces({ field, group }: GaugeField): { re: number; im: number }[] {
  const numbers = field.toArray();
  const { linkSize, colours } = group;
  return Array.from({ length: numbers.length / linkSize }, (_, k) => {
    const c = numbers.subarray(k * linkSize, (k + 1) * linkSize);
    if (linkSize === 4) return { re: 2 * c[0], im: 0 };
    let [re, im] = [0, 0];
    for (let i = 0; i < colours; i++) {
      re += c[2 * i * (colours + 1)];
      im += c[2 * i * (colours + 1) + 1];
    }
    return { re, im };
  });
}

/** The mean is within 4 standard errors of `expected`. */
function expectMean(numbers: readonly number[], expected: number, what: string): void {
  const mean = numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
  const variance = numbers.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (numbers.length - 1);
  const error = Math.sqrt(variance / numbers.length) + Number.EPSILON;
  expect(Math.abs(mean - expected) / error, `${what}: ${mean} +- ${error}, expected ${expected}`).toBeLessThan(4);
}

describe.each(names)('%s', name => {
  const group = groupNamed(name);
  const u = hotStart(lattice, group, key(2, 0, 'start'));
  const { dimension } = lattice;

  test('a hot start is Haar distributed: moments of the trace, also of V U', () => {
    const fixed = coldStart(lattice, group);
    drift(group, dimension).run({ U: fixed.field, P: randomDirection(fixed, 9), eps: 1 });
    const other = hotStart(lattice, group, key(3, 0, 'start'));
    drift(group, dimension).run({ U: other.field, P: randomDirection(other, 4), eps: 2 });
    for (const t of [traces(u), traces(other)]) {
      expectMean(
        t.map(({ re }) => re),
        0,
        '<Re tr U>',
      );
      expectMean(
        t.map(({ im }) => im),
        0,
        '<Im tr U>',
      );
      expectMean(
        t.map(({ re, im }) => re * re + im * im),
        1,
        '<|tr U|^2>',
      );
      expectMean(
        t.map(({ re, im }) => re * re - im * im),
        name === 'SU(2)' ? 1 : 0,
        '<Re (tr U)^2>',
      );
      expectMean(
        t.map(({ re, im }) => (re * re + im * im) ** 2),
        name === 'U(1)' ? 1 : 2,
        '<|tr U|^4>',
      );
    }
  });

  test('starts and drifts stay on the group', () => {
    expect(u.clone().restore()).toBeLessThan(1e-14);
    expect(coldStart(lattice, group).restore()).toBe(0);
    const v = u.clone();
    const step = drift(group, dimension).bind({ U: v.field, P: randomDirection(u, 1) });
    for (let n = 0; n < 20; n++) step({ eps: 0.1 });
    expect(v.restore()).toBeLessThan(1e-13);
  });

  test('a drift back undoes a drift, no momentum no drift, and drifts add up', () => {
    const P = randomDirection(u, 1);
    const v = u.clone();
    const step = drift(group, dimension).bind({ U: v.field, P });
    step({ eps: 0.3 });
    step({ eps: 0.2 });
    const w = u.clone();
    drift(group, dimension).run({ U: w.field, P, eps: 0.5 });
    expect(largestDifference(v.field, w.field)).toBeLessThan(1e-13);
    step({ eps: -0.5 });
    expect(largestDifference(v.field, u.field)).toBeLessThan(1e-13);
    const before = w.clone();
    drift(group, dimension).run({ U: w.field, P: u.momentum(), eps: 1 });
    drift(group, dimension).run({ U: w.field, P, eps: 0 });
    expect(largestDifference(w.field, before.field)).toBe(0);
    expect(largestDifference(w.field, u.field)).toBeGreaterThan(0.01);
  });

  test('reunitarise mends, and says how much', () => {
    const spoilt = u.clone();
    const noise = u.field.like();
    drawGaussian(noise, key(5, 0, 'noise'), 1e-7);
    const damage = noise.toArray();
    spoilt.field.fromArray(u.field.toArray().map((x, k) => x + damage[k]));
    const said = spoilt.restore();
    const perLink = normOf(noise) / Math.sqrt(lattice.volume * dimension);
    expect(said).toBeGreaterThan(0.05 * perLink);
    expect(said).toBeLessThan(2 * perLink);
    expect(spoilt.restore()).toBeLessThan(1e-14);
    expect(largestDifference(spoilt.field, u.field)).toBeLessThan(100 * 1e-7);
  });

  test('gauge transformations compose; the trivial one does nothing', () => {
    const [a, b] = [1, 2].map(seed => randomElements(lattice, group, 1, key(seed, 0, 'gaugeTransformation')));
    const both = gaugeTransformed(gaugeTransformed(u, a), b);
    expect(both.clone().restore()).toBeLessThan(1e-13);
    expect(largestDifference(both.field, u.field)).toBeGreaterThan(0.1);
    const one = new GaugeField(lattice, group, coldStart(lattice, group).field);
    const trivial = one.field.toArray().filter((_, k) => k % (dimension * group.linkSize) < group.linkSize);
    const omega = lattice.field(group.linkSize).fromArray(trivial);
    expect(largestDifference(gaugeTransformed(u, omega).field, u.field)).toBe(0);
  });

  test('clones are apart', () => {
    const v = u.clone();
    v.field.fill(0);
    expect(normOf(u.field)).toBeGreaterThan(0);
    expect(largestDifference(v.copyFrom(u).field, u.field)).toBe(0);
    expect(u.momentum().components).toBe(u.forceSize);
  });
});

test('a hot start depends on its key only, not on the machine', () => {
  const group = groupNamed('SU(3)');
  const [a, b] = [2, 2].map(seed => hotStart(lattice, group, key(seed, 0, 'start')));
  expect(a.field.toArray()).toEqual(b.field.toArray());
  const c = hotStart(lattice, group, key(2, 1, 'start'));
  expect(largestDifference(a.field, c.field)).toBeGreaterThan(0.1);
});
