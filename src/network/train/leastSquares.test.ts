import { describe, expect, test } from 'vitest';
import { hot, thermalised } from '../../../test/laws/networkFields.fixture.ts';
import { type GaugeField, loopAction, wilsonAction } from '../../gauge/index.ts';
import { add, type Functional, scale, type Weight } from '../../lattice/index.ts';
import { plaquettes, polyakovLoop, rectangles } from '../../loops/index.ts';
import { LeastSquares } from './leastSquares.ts';
import { losses } from './loss.ts';
import { leastSquares } from './optimiser.ts';
import { trainer } from './trainer.ts';

/** Numbers without a pattern. */
const scattered = (n: number) => Math.sin(n * n + 0.7 * n + 1);

describe('LeastSquares', () => {
  test('planted weights come back to rounding, from nearly parallel columns', () => {
    const planted = [2.2, -1.2, 0.07];
    const fit = new LeastSquares(3);
    for (let n = 0; n < 40; n++) {
      const x = scattered(n);
      const row = [x, x + 1e-3 * scattered(n + 100), x + 1e-3 * scattered(n + 200)];
      fit.add(
        row,
        row.reduce((sum, value, k) => sum + planted[k] * value, 0),
      );
    }
    // Rounding times the condition of K, some 10³; of the normal equations it would be 10⁶.
    fit.solution()!.forEach((w, k) => {
      expect(Math.abs(w - planted[k])).toBeLessThan(1e-12);
    });
  });

  test('the residual is orthogonal to every column', () => {
    const rows = Array.from({ length: 9 }, (_, n) => [scattered(n), scattered(n + 50), 1]);
    const y = rows.map((_, n) => scattered(n + 300));
    const fit = new LeastSquares(3);
    rows.forEach((row, n) => {
      fit.add(row, y[n]);
    });
    const w = fit.solution()!;
    for (const column of [0, 1, 2]) {
      const overlap = rows.reduce((sum, row, n) => {
        return sum + row[column] * (y[n] - row.reduce((s, value, k) => s + value * w[k], 0));
      }, 0);
      expect(Math.abs(overlap)).toBeLessThan(1e-14);
    }
  });

  test('too few rows, or columns that depend on each other, have no solution', () => {
    const fit = new LeastSquares(2);
    expect(fit.solution()).toBeUndefined();
    fit.add([1, 2], 1);
    expect(fit.solution()).toBeUndefined();
    fit.add([3, 6], 2);
    expect(fit.solution()).toBeUndefined();
    fit.add([0, 1], 2);
    expect(fit.solution()).toBeDefined();
  });

  test('a state goes on with the same bits, and fits its own size only', () => {
    const [one, other] = [new LeastSquares(2), new LeastSquares(2)];
    const learn = (fit: LeastSquares, from: number) => {
      for (let n = from; n < from + 5; n++) fit.add([scattered(n), scattered(n + 9)], scattered(n + 20));
    };
    learn(one, 0);
    other.restore(one.state());
    learn(one, 5);
    learn(other, 5);
    expect(other.solution()).toEqual(one.solution());
    expect(other.rows).toBe(10);
    expect(() => new LeastSquares(3).restore(one.state())).toThrow('with 3 weights has 13 numbers; found 7');
  });
});

describe('couplings of loops, by regression alongside a chain', () => {
  const extents = [4, 4];
  const configurations = [thermalised('SU(2)', extents), ...[1, 2, 3, 4, 5].map(k => hot('SU(2)', extents, k))];
  const loops = [
    wilsonAction(1),
    loopAction('rectangles', [{ words: rectangles, beta: 1 }]),
    loopAction('Polyakov loops', [{ words: [polyakovLoop(1, extents)], beta: 1 }]),
  ];
  const planted = [2.7, -0.3, 0.11];
  const target = loopAction('planted', [
    { words: plaquettes, beta: planted[0] },
    { words: rectangles, beta: planted[1] },
    { words: [polyakovLoop(1, extents)], beta: planted[2] },
  ]);

  test.each(losses)('loss "%s": planted couplings to 1e-10', loss => {
    const constant = loss === 'raw' ? 0 : 20;
    const exact: Functional<GaugeField> = { ...target, value: u => target.value(u) + constant };
    const weights = planted.map((_, k): Weight => ({ name: `w${k}`, value: 0 }));
    const surrogate = add(...weights.map((weight, k) => scale(weight, loops[k])));
    const make = () =>
      trainer({ exact, surrogate, loss, batch: loss === 'variance' ? 2 : 1, optimiser: leastSquares() });
    let made = make();
    for (let k = 0; k < 24; k++) {
      made.observe(configurations[k % 6], configurations[(5 * k + 1) % 6]);
      if (k % 7 !== 3) continue;
      const state = made.state();
      made = make();
      made.restore(state);
    }
    weights.forEach(({ value }, k) => {
      expect(Math.abs(value - planted[k])).toBeLessThan(1e-10);
    });
  });
});
