/** Derivative of each operation: given x and dL/dx, the terms of dL/darg (undefined where there is none). */
import type { Op, Real } from '../ir/real.ts';

type Rule = (x: Real, upstream: Real) => readonly (Real | undefined)[];

const sign = (a: Real) => a.lessThan(0).select(-1, 1);

export const derivativeRules: Partial<Record<Op, Rule>> = {
  add: (_, d) => [d, d],
  sub: (_, d) => [d, d.neg()],
  mul: ({ args: [a, b] }, d) => [d.mul(b!), d.mul(a!)],
  div: (x, d) => {
    const da = d.div(x.args[1]!);
    return [da, da.mul(x).neg()];
  },
  neg: (_, d) => [d.neg()],
  sqrt: (x, d) => [d.mul(0.5).div(x)],
  abs: ({ args: [a] }, d) => [d.mul(sign(a!))],
  min: ({ args: [a, b] }, d) => {
    const first = a!.lessThan(b!);
    return [first.select(d, 0), first.select(0, d)];
  },
  max: ({ args: [a, b] }, d) => {
    const first = b!.lessThan(a!);
    return [first.select(d, 0), first.select(0, d)];
  },
  select: ({ condition }, d) => [condition!.select(d, 0), condition!.select(0, d)],
  floor: () => [undefined],
  exp: (x, d) => [d.mul(x)],
  log: ({ args: [a] }, d) => [d.div(a!)],
  sin: ({ args: [a] }, d) => [d.mul(a!.cos())],
  cos: ({ args: [a] }, d) => [d.mul(a!.sin()).neg()],
  tan: (x, d) => [d.mul(x.mul(x).add(1))],
  atan2: ({ args: [y, x] }, d) => {
    const scaled = d.div(y!.mul(y!).add(x!.mul(x!)));
    return [scaled.mul(x!), scaled.mul(y!).neg()];
  },
};
