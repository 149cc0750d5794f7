/** D̂† D̂ of Wilson quarks on f32 fields: for the inner iterations of solvers of mixed precision. */
import { type Field, sharedField } from '../../lattice/index.ts';
import { bindConversion } from '../solvers/convert.ts';
import type { SinglePrecisionTwin } from '../solvers/singlePrecision.ts';
import { spinorSize } from '../spinor/spinors.ts';
import { bindClosing, bindDividedHopping } from './cloverDslash.ts';
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
  const { lattice, group } = operator;
  const conversions: (() => void)[] = [];
  const copyOf = (field: Field) => {
    const copy = lattice.field(field.components, { precision: 'f32', parity: field.parity });
    const convert = bindConversion(field, copy);
    conversions.push(() => convert(1));
    return copy;
  };
  const pieces = {
    group,
    hops: copyOf(operator.hops),
    clover: operator.clover && { blocks: copyOf(operator.clover.blocks), inverse: copyOf(operator.clover.inverse) },
  };
  const split: SplitOperator = {
    name: operator.name,
    lattice,
    get kappa() {
      return operator.kappa;
    },
    scratch: (purpose, parity = 'all') =>
      sharedField(lattice, purpose, spinorSize(group, lattice.dimension), { precision: 'f32', parity }),
    bindClose: (fields, sense, sites = fields.out.parity) => bindClosing(pieces, fields, sense, sites),
    bindDivided: (psi, out, sense = 1) => bindDividedHopping(pieces, psi, out, sense),
  };
  return {
    split,
    refresh() {
      for (const convert of conversions) convert();
    },
  };
}
