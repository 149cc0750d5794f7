/**
 * How kernels round on a machine, found out by asking it: with x = 1 + 2⁻³⁰ the product x x = 1 + 2⁻²⁹ + 2⁻⁶⁰ does
 * not fit a double, so 1 + 2⁻²⁹ − x x is −2⁻⁶⁰ where a product and a sum are rounded once, and 0 where each is
 * rounded. All else is fixed by IEEE 754, so machines of one arithmetic give the same bits.
 */
import { drift, type GaugeField, loopActionKernel, loopForceKernel, reunitarise } from '../../gauge/index.ts';
import { input, kernelFamily, reals, siteKernel, sum } from '../../kernel/index.ts';
import type { Lattice } from '../../lattice/index.ts';
import { plaquettes } from '../../loops/index.ts';
import { shortHash } from '../../runfile/shortHash.ts';

const sumMinusProduct = kernelFamily(
  'sumMinusProduct',
  () => [[2], [4]] as const,
  (dimension: number) =>
    siteKernel('sumMinusProduct', dimension, { x: input(reals(2)), S: sum }, ({ x, S }) =>
      S.add(x(1).sub(x(0).mul(x(0)))),
    ),
);

export function arithmeticOf(lattice: Lattice): string {
  using x = lattice.field(2).repeat([1 + 2 ** -30, 1 + 2 ** -29]);
  const { S } = sumMinusProduct(lattice.dimension).run({ x });
  return S === 0 ? 'separate rounding' : 'fused multiply-add';
}

/** Hashes of what the kernels that every run needs do, instruction by instruction. */
export function kernelHashes({ lattice, group }: GaugeField): Record<string, string> {
  const { dimension, extents } = lattice;
  const loops = [plaquettes(dimension)];
  return {
    loopAction: shortHash(loopActionKernel(group, dimension, loops).ir.toString()),
    loopForce: shortHash(loopForceKernel(group, dimension, loops, extents).ir.toString()),
    drift: shortHash(drift(group, dimension).ir.toString()),
    reunitarise: shortHash(reunitarise(group, dimension).ir.toString()),
  };
}
