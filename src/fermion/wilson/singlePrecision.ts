/** Dhat^dag Dhat of Wilson quarks on f32 fields: for the inner iterations of solvers of mixed precision. */
import { scaled } from '../../lattice/index.ts';
import { bindConversion } from '../solvers/convert.ts';
import type { SinglePrecisionTwin } from '../solvers/singlePrecision.ts';
import { spinorSize } from '../spinor/spinors.ts';
import { blockProduct } from './clover.ts';
import { wilsonHopping, wilsonShifted } from './dslash.ts';
import { EvenOddWilson, type SplitOperator } from './evenOdd.ts';
import type { WilsonOperator } from './operator.ts';

/** `new EvenOddWilson(operator).normal()` in single precision. */
export function singlePrecisionWilson(operator: WilsonOperator): SinglePrecisionTwin {
  const { split, refresh } = inSinglePrecision(operator);
  const { lattice, components, parity, bind } = new EvenOddWilson(split).normal();
  const name = `normal operator of the ${operator.name} in single precision`;
  return { name, lattice, components, parity, precision: 'f32', bind, refresh };
}

/** The operator with f32 fields of its own, and what reads them in. */
function inSinglePrecision(operator: WilsonOperator): { split: SplitOperator; refresh: () => void } {
  const { lattice, group, clover } = operator;
  const { dimension } = lattice;
  const precision = 'f32';
  const V = lattice.field(operator.links.components, { precision });
  const blocks = clover && lattice.field(clover.blocks.components, { precision });
  const inverse = clover && lattice.field(clover.inverse.components, { precision, parity: 'odd' });
  const conversions = [
    bindConversion(operator.links, V),
    ...(clover && blocks ? [bindConversion(clover.blocks, blocks)] : []),
    ...(clover && inverse ? [bindConversion(clover.inverse, inverse)] : []),
  ];
  const split: SplitOperator = {
    name: operator.name,
    lattice,
    get kappa() {
      return operator.kappa;
    },
    clover,
    vector: parity => lattice.field(spinorSize(group, dimension), { precision, parity: parity ?? 'all' }),
    bindHopping: (psi, out, sense = 1, sites = out.parity) =>
      wilsonHopping(group, dimension, sense).bind({ V, psi, out }, { sites }),
    bindShifted(fields, sense, sites = fields.out.parity) {
      const run = wilsonShifted(group, dimension, sense).bind({ V, ...fields }, { sites });
      return (hop, shift) => run({ hop, shift }).overlap;
    },
    bindDiagonal: (psi, out, sites = out.parity) => bindProduct(blocks, psi, out, sites),
    bindInverseDiagonal: (psi, out) => bindProduct(inverse, psi, out, 'odd'),
  };
  const bindProduct = (A: typeof blocks, ...[psi, out, sites]: Required<Parameters<SplitOperator['bindDiagonal']>>) => {
    if (A) return blockProduct(group).bind({ A, psi, out }, { sites });
    const copy = scaled(psi.components, dimension).bind({ x: psi, y: out }, { sites });
    return () => void copy({ a: 1 });
  };
  return {
    split,
    refresh() {
      for (const convert of conversions) convert(1);
    },
  };
}
