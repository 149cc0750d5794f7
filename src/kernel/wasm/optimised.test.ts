/** Kernels as the optimising compiler leaves them: elsewhere in the tests they run too briefly to meet it. */
import { describe, expect, test } from 'vitest';
import { machineFor, runKernel, sampleValues } from '../../laws/kernels/run.ts';
import type { Real } from '../ir/real.ts';
import { input, output, reals } from '../trace/roles.ts';
import { siteKernel } from '../trace/siteKernel.ts';
import { optimisedAtOnce } from './engineFlags.ts';

const bodies: Record<string, (f: (component: number) => Real) => readonly Real[]> = {
  'a value that is negated and used again': f => {
    const quotient = f(0).div(f(1));
    return [quotient.neg(), quotient.add(2)];
  },
  'negations chosen by a comparison': f => {
    const chosen = f(0).lessThan(f(1)).select(f(2), f(3).log());
    return [chosen.neg().max(0), chosen.mul(3)];
  },
  'exp, log and cos of one value': f => [f(2).exp(), f(2).log(), f(2).cos()],
};

describe.each(Object.entries(bodies))('%s', (name, body) => {
  const kernel = siteKernel(name, 2, { f: input(reals(4)), g: output(reals(3)) }, ({ f, g }) => {
    const values = body(component => f(component).abs().add(0.1));
    for (let c = 0; c < 3; c++) g.set(c, values[c] ?? 0);
  });
  const values = sampleValues(kernel, [4, 16]);
  const { g } = runKernel(kernel, machineFor('js'), [4, 16], values);

  test.each(['wasm128', 'wasm256'] as const)('%s has the bits of js', kind => {
    const machine = machineFor(kind, { contraction: false });
    const found = optimisedAtOnce(() => runKernel(kernel, machine, [4, 16], values));
    expect(found.g).toEqual(g);
  });
});

describe.each(['f64', 'f32'] as const)('floor of %s', precision => {
  const large = precision === 'f64' ? 2 ** 51 : 2 ** 22;
  const edges = [
    0,
    1,
    0.5,
    1.5,
    1 - 2 ** -20,
    1 + 2 ** -20,
    1e-30,
    large - 1,
    large - 0.5,
    large,
    large + 1,
    4 * large,
    1e30,
  ];
  const given = [...edges, ...edges.map(x => -x), Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN];
  const kernel = siteKernel('floor', 2, { f: input(reals(1)), g: output(reals(1)) }, ({ f, g }) =>
    g.set(0, f(0).floor()),
  );
  const f = Float64Array.from({ length: 64 }, (_, k) => given[k % given.length]);

  test.each(['wasm128', 'wasm256'] as const)('%s has that of js', kind => {
    const found = optimisedAtOnce(() => runKernel(kernel, machineFor(kind), [4, 16], { f }, { precision }));
    expect(found.g).toEqual(f.map(x => Math.floor(precision === 'f32' ? Math.fround(x) : x)));
  });
});
