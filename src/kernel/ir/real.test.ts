import { describe, expect, test } from 'vitest';
import { meaning } from './meaning.ts';
import { Graph, type Real } from './real.ts';

const graph = new Graph();
const [a, b, c] = ['a', 'b', 'c'].map(name => graph.parameter(name));
const constant = (x: number) => graph.constant(x);

describe('one object per value', () => {
  test('equal expressions are the same object', () => {
    expect(a.mul(b).add(c)).toBe(a.mul(b).add(c));
    expect(graph.load('f', 0, [1, 0])).toBe(graph.load('f', 0, [1, 0]));
    expect(constant(0.5)).toBe(constant(0.5));
    expect(a.lessThan(b).select(a, b)).toBe(a.lessThan(b).select(a, b));
  });

  test('sums and products do not depend on the order of their operands, differences and quotients do', () => {
    expect(a.add(b)).toBe(b.add(a));
    expect(a.mul(b)).toBe(b.mul(a));
    expect(a.sub(b)).not.toBe(b.sub(a));
    expect(a.div(b)).not.toBe(b.div(a));
  });

  test('different leaves are different objects', () => {
    expect(graph.load('f', 0, [1, 0])).not.toBe(graph.load('f', 0, [0, 1]));
    expect(graph.load('f', 0, [1, 0])).not.toBe(graph.load('f', 1, [1, 0]));
    expect(constant(0)).not.toBe(constant(-0));
    expect(constant(Number.NaN)).toBe(constant(Number.NaN));
  });
});

describe('identities', () => {
  const same: [string, () => Real, () => Real][] = [
    ['a + 0', () => a.add(0), () => a],
    ['a - 0', () => a.sub(0), () => a],
    ['0 - a', () => constant(0).sub(a), () => a.neg()],
    ['a - a', () => a.sub(a), () => constant(0)],
    ['a + (-b)', () => a.add(b.neg()), () => a.sub(b)],
    ['a - (-b)', () => a.sub(b.neg()), () => a.add(b)],
    ['(-a) - b', () => a.neg().sub(b), () => a.add(b).neg()],
    ['a * 0', () => a.mul(0), () => constant(0)],
    ['a * 1', () => a.mul(1), () => a],
    ['a * -1', () => a.mul(-1), () => a.neg()],
    ['(-a) b', () => a.neg().mul(b), () => a.mul(b).neg()],
    ['(-a)(-b)', () => a.neg().mul(b.neg()), () => a.mul(b)],
    ['2 (3 a)', () => a.mul(3).mul(2), () => a.mul(6)],
    ['a / 1', () => a.div(1), () => a],
    ['(-a) / b', () => a.neg().div(b), () => a.div(b).neg()],
    ['-(-a)', () => a.neg().neg(), () => a],
    ['-(a - b)', () => a.sub(b).neg(), () => b.sub(a)],
    ['select of equals', () => a.lessThan(b).select(c, c), () => c],
  ];
  test.each(same)('%s', (_, left, right) => expect(left()).toBe(right()));
});

describe('constants are folded', () => {
  test('by the meaning of each operation', () => {
    const x = constant(2.5);
    const y = constant(-0.75);
    for (const op of ['add', 'sub', 'mul', 'div', 'min', 'max'] as const) {
      expect(graph.binary(op, x, y).toNumber()).toBe(meaning.binary[op](2.5, -0.75));
    }
    for (const op of ['neg', 'abs', 'floor'] as const)
      expect(graph.unary(op, y).toNumber()).toBe(meaning.unary[op](-0.75));
    expect(x.sqrt().toNumber()).toBe(Math.sqrt(2.5));
  });

  test('bits of a number: |a| = mantissa 2^exponent', () => {
    for (const x of [1, -1, 2.5, 1e-300, -7e300, 2 ** -1022]) {
      const m = constant(x).mantissa().toNumber();
      const e = constant(x).exponent().toNumber();
      expect(m).toBeGreaterThanOrEqual(1);
      expect(m).toBeLessThan(2);
      expect(m * 2 ** e).toBe(Math.abs(x));
    }
    for (const k of [-1022, -1, 0, 1, 52, 1023]) expect(constant(k).pow2().toNumber()).toBe(2 ** k);
  });
});
