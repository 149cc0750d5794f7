import { describe, expect, test } from 'vitest';
import { machineFor, runKernel } from '../../../test/expect/kernelRuns.ts';
import { kernelFamilies, kernelFamily } from './family.ts';
import { input, output, reals, sum, update } from './roles.ts';
import { Site } from './site.ts';
import { siteKernel } from './siteKernel.ts';

describe('a kernel is refused, in a sentence, that', () => {
  test('stores a component twice', () => {
    expect(() =>
      siteKernel('twice', 2, { g: output(reals(2)) }, ({ g }) => {
        g.set(0, 1);
        g.set(0, 2);
      }),
    ).toThrow('Kernel twice stores component 0 of g twice.');
  });
  test('never stores a component', () => {
    expect(() => siteKernel('half', 2, { g: output(reals(2)) }, ({ g }) => g.set(1, 1))).toThrow(
      'Kernel half never stores component 0 of g.',
    );
  });
  test('updates a field in place and reads it elsewhere', () => {
    expect(() => siteKernel('race', 2, { f: update(reals(1)) }, ({ f }, x) => f.set(0, f(0, x.plus(1))))).toThrow(
      'Kernel race updates f in place and also reads it at displacement (0,1); write to a second field instead.',
    );
  });
});

test('several additions to one sum are one effect, in their order', () => {
  const kernel = siteKernel('sum', 2, { f: input(reals(2)), s: sum }, ({ f, s }) => {
    s.add(f(0));
    s.add(f(1).mul(2));
    s.add(3);
  });
  expect(kernel.effects).toHaveLength(1);
  const f = Float64Array.from({ length: 2 * 16 }, (_, k) => k);
  const { s } = runKernel(kernel, machineFor('js'), [4, 4], { f });
  expect(s[0]).toBe(f.reduce((total, x, k) => total + (k % 2 === 0 ? x : 2 * x), 0) + 3 * 16);
});

test('constants may be stored', () => {
  const kernel = siteKernel('constants', 2, { g: output(reals(3)) }, ({ g }) => {
    g.set(0, 0.1);
    g.set(1, -0);
    g.set(2, Number.POSITIVE_INFINITY);
  });
  for (const kind of ['js', 'wasm128', 'wasm256'] as const) {
    expect(Array.from(runKernel(kernel, machineFor(kind), [4, 4], {}).g.slice(0, 3))).toEqual([
      0.1,
      -0,
      Number.POSITIVE_INFINITY,
    ]);
  }
});

test('sites move by whole steps', () => {
  const x = new Site([0, 0, 0]);
  expect(x.plus(1).plus(2, 3).minus(0).displacement).toEqual([-1, 1, 3]);
  expect(x.plus(1).minus(1).displacement).toEqual([0, 0, 0]);
  expect(x.plus(1).shifted([1, 1, -2]).displacement).toEqual([1, 2, -2]);
});

describe('families', () => {
  let traced = 0;
  const member = kernelFamily(
    'testFamily',
    () => [[1, 'a'] as const],
    (count: number, label: string) => {
      traced++;
      return siteKernel(`${label}${count}`, 2, { g: output(reals(count)) }, ({ g }) => {
        for (let c = 0; c < count; c++) g.set(c, c);
      });
    },
  );

  test('trace a member once', () => {
    expect(member(2, 'b')).toBe(member(2, 'b'));
    expect(member(2, 'c')).not.toBe(member(2, 'b'));
    expect(member(1, 'b').name).toBe('b1');
    expect(traced).toBe(3);
  });
  test('are listed with their examples', () => {
    const family = kernelFamilies().find(({ name }) => name === 'testFamily');
    expect(family?.examples()).toEqual([[1, 'a']]);
  });
});
