import { describe, expect, test } from 'vitest';
import { expectKernel } from '../../../test/expect/index.ts';
import { machineFor, runKernel, sampleValues } from '../../laws/kernels/run.ts';
import { Storage } from '../machine/storage.ts';
import { input, output, parameterBlock, reals, sumBlock } from './roles.ts';
import { siteKernel } from './siteKernel.ts';

const [inputs, hidden] = [15, 16];
const count = hidden * (inputs + 1);

/** A layer of a network at every site: h_j = tanh-like of Σ_i w_{ji} f_i + w_{j,last}, 256 weights in one block. */
const layer = siteKernel(
  'layer',
  2,
  { w: parameterBlock(count), f: input(reals(inputs)), h: output(reals(hidden)) },
  ({ w, f, h }, x) => {
    for (let j = 0; j < hidden; j++) {
      let z = w(j * (inputs + 1) + inputs);
      for (let i = 0; i < inputs; i++) z = z.add(w(j * (inputs + 1) + i).mul(f(i, i % 2 ? x.plus(0) : x)));
      h.set(j, z.div(z.mul(z).add(1).sqrt()));
    }
  },
);

describe(`a block of ${count} parameters`, () => {
  test('agrees on all machines, and so does its adjoint', () => {
    expectKernel(layer).toAgreeOnAllMachines();
    expectKernel(layer.adjoint(['w', 'f'])).toAgreeOnAllMachines();
  });
  test('has the whole block of derivatives', () => expectKernel(layer).toHaveAdjoint());

  test('costs one instruction for each use of a weight, forward, and a few backward', () => {
    expect(layer.flops).toBeLessThan(3 * count);
    expect(layer.adjoint(['w', 'f']).flops).toBeLessThan(10 * count);
  });

  test('has sums that do not depend on lanes', () => {
    const values = sampleValues(layer, [4, 16]);
    const given = { ...values, d_h: Float64Array.from({ length: 64 * hidden }, (_, k) => Math.cos(k)) };
    const [js, ...others] = ['js', 'wasm128', 'wasm256'].map(kind =>
      runKernel(layer.adjoint(['w']), machineFor(kind, { contraction: false }), [4, 16], given),
    );
    for (const other of others) expect(other).toEqual(js);
    expect(js.d_w).toHaveLength(count);
  });

  test('is read from its array at every run, its derivatives are written to theirs', () => {
    const field = (components: number) => {
      const storage = new Storage(machineFor('wasm256'), [4, 8], components, 'f64', 'all');
      storage.values.fill(1);
      return { storage };
    };
    const scaled = siteKernel(
      'scaled',
      2,
      { w: parameterBlock(2), f: input(reals(1)), g: output(reals(1)) },
      ({ w, f, g }) => g.set(0, f(0).mul(w(1)).add(w(0))),
    );
    const [w, d_w, f, g] = [Float64Array.of(1, 2), new Float64Array(2), field(1), field(1)];
    const run = scaled.bind({ w, f, g });
    run();
    expect(g.storage.values[0]).toBe(3);
    w[1] = 5;
    run();
    expect(g.storage.values[0]).toBe(6);
    expect(scaled.adjoint(['w']).run({ w, f, d_g: field(1), d_w })).toEqual({});
    expect(d_w).toEqual(Float64Array.of(32, 32));
  });

  test('of another length, or a number beyond it, is refused', () => {
    const values = sampleValues(layer, [4, 8]);
    expect(() => runKernel(layer, machineFor('js'), [4, 8], { ...values, w: new Float64Array(2) })).toThrow(
      `Kernel layer needs a Float64Array of ${count} numbers for the block w; found one of 2.`,
    );
    const beyond = () =>
      siteKernel('beyond', 2, { w: parameterBlock(2), g: output(reals(1)) }, ({ w, g }) => g.set(0, w(2)));
    expect(beyond).toThrow('Kernel beyond has 2 numbers in w, from 0 on; number 2 is not among them.');
  });
});

test('sums in a block, one by one', () => {
  const moments = siteKernel('moments', 2, { f: input(reals(1)), m: sumBlock(3) }, ({ f, m }) => {
    let power = f(0);
    for (let k = 0; k < 3; k++) {
      m.add(k, power);
      power = power.mul(f(0));
    }
  });
  expectKernel(moments).toAgreeOnAllMachines();
  expectKernel(moments).toHaveAdjoint();
  const f = new Float64Array(32).fill(2);
  expect(runKernel(moments, machineFor('wasm128'), [4, 8], { f }).m).toEqual(Float64Array.of(64, 128, 256));
});
