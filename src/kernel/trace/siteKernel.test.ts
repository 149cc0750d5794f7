import { describe, expect, test } from 'vitest';
import { expectKernel } from '../../../test/expect/index.ts';
import { machineFor, runKernel } from '../../laws/kernels/run.ts';
import { kernelFamilies, kernelFamily } from './family.ts';
import { inPlace, input, output, reals, sum, update } from './roles.ts';
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

describe('a field changed in place', () => {
  // Component 0 relaxes towards its neighbours; component 1 is read two steps away and kept.
  const relax = siteKernel('relax', 2, { f: inPlace(reals(2)) }, ({ f }, x) => {
    const around = [x.plus(0), x.minus(0), x.plus(1), x.minus(1)].map(y => f(0, y));
    const mean = around.reduce((a, b) => a.add(b)).mul(0.25);
    f.set(0, mean.add(f(1, x.plus(1, 2))).sub(f(0).mul(0.5)));
  });
  const f = Float64Array.from({ length: 2 * 4 * 16 }, (_, k) => Math.sin(k));

  test('has the same bits on all machines, and changes one parity of what is stored', () => {
    expectKernel(relax).toAgreeOnAllMachines();
    const run = (sites: 'even' | 'odd') => runKernel(relax, machineFor('wasm128'), [4, 16], { f }, { sites }).f;
    const [even, odd] = [run('even'), run('odd')];
    for (let k = 0; k < f.length; k++) {
      const site = k >> 1;
      const isOdd = ((site % 4) + Math.floor(site / 4)) % 2 === 1;
      const kept = k % 2 === 1;
      expect(even[k] === f[k]).toBe(kept || isOdd);
      expect(odd[k] === f[k]).toBe(kept || !isOdd);
    }
  });
  test('is not changed on all sites at once', () => {
    expect(() => runKernel(relax, machineFor('js'), [4, 16], { f }, { sites: 'all' })).toThrow(
      'Kernel relax changes a field in place and reads it at neighbours; run it on even sites and on odd sites',
    );
  });
  test('may be changed on all sites if it is read at the site alone', () => {
    const shrink = siteKernel('shrink', 2, { f: inPlace(reals(2)) }, ({ f: field }, x) =>
      field.set(1, field(1).mul(field(0, x.plus(0)))),
    );
    expect(shrink.oneParity).toBe(false);
    expectKernel(shrink).toAgreeOnAllMachines();
  });
  test('is not read at the sites that are changed', () => {
    expect(() =>
      siteKernel('race', 2, { f: inPlace(reals(1)) }, ({ f: field }, x) => field.set(0, field(0, x.plus(0).minus(1)))),
    ).toThrow(
      'Kernel race changes component 0 of f in place and also reads it at displacement (1,-1), a site of the same parity',
    );
  });
  test('has no adjoint', () => {
    expect(() => relax.adjoint(['f'])).toThrow('has no adjoint');
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
  test('may say that they are not differentiable', () => {
    const draw = kernelFamily(
      'testDraw',
      () => [],
      () => siteKernel('draw', 2, { f: input(reals(1)), g: output(reals(1)) }, ({ f, g }) => g.set(0, f(0))),
      { notDifferentiable: 'it draws random numbers' },
    );
    expect(draw().differentiable).toBe(false);
    expect(() => draw().adjoint(['f'])).toThrow('Kernel draw has no adjoint: it draws random numbers.');
  });
  test('are listed with their examples', () => {
    const family = kernelFamilies().find(({ name }) => name === 'testFamily');
    const examples = family!.examples();
    expect(examples.map(({ args }) => args)).toEqual([[1, 'a']]);
    expect(examples[0].kernel()).toBe(member(1, 'a'));
  });
});
