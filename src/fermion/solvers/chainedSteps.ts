/**
 * Steps of conjugate gradients on a device, many at a time: α and β are computed where the sums are, so that nothing waits
 * for the host. What happened comes back in one piece; the host follows it as if it had made the steps itself.
 *
 *   α = |r|² / ⟨p, A p⟩,  β = |r'|² / |r|²,  p ← keep r + β p
 *
 * A ring of sites holds the numbers of the last steps, one site for each. The steps after the one that reaches the target have
 * α = 0, keep = 0 and β = 1: they change nothing.
 */
import {
  input,
  kernelFamily,
  type NumberOf,
  output,
  type Precision,
  parameter,
  reals,
  siteKernel,
  update,
} from '../../kernel/index.ts';
import { type Field, Lattice } from '../../lattice/index.ts';
import { cgStep } from './cgStep.ts';
import type { PositiveOperator } from './positiveOperator.ts';

const ring = 16;
/** Steps of the first piece, when nothing is known of the rate. */
const firstSteps = 4;

/** At a step: α, and whether this and all steps before had work to do. */
export const cgAlpha = kernelFamily(
  'cgAlpha',
  () => [[]] as const,
  () =>
    siteKernel(
      'cgAlpha',
      1,
      { sums: input(reals(2)), active: input(reals(1)), alpha: output(reals(2)) },
      ({ sums, active, alpha }, x) => {
        const before = sums(0, x.minus(0));
        const curvature = sums(1, x);
        const zero = before.graph.constant(0);
        const one = before.graph.constant(1);
        const belowInfinity = curvature.lessThan(Number.POSITIVE_INFINITY).select(active(0, x.minus(0)), zero);
        const goes = zero.lessThan(curvature).select(belowInfinity, zero);
        alpha.set(0, zero.lessThan(goes).select(before.div(curvature), zero));
        alpha.set(1, zero.lessThan(goes).select(one, zero));
      },
    ),
);

/** β, keep, and whether there is more to do. */
export const cgBeta = kernelFamily(
  'cgBeta',
  () => [[]] as const,
  () =>
    siteKernel(
      'cgBeta',
      1,
      {
        target: parameter,
        sums: input(reals(2)),
        alpha: input(reals(2)),
        turn: output(reals(2)),
        active: output(reals(1)),
      },
      ({ target, sums, alpha, turn, active }, x) => {
        const [before, now] = [sums(0, x.minus(0)), sums(0, x)];
        const zero = now.graph.constant(0);
        const one = now.graph.constant(1);
        const goesOn = target.lessThan(now).select(alpha(1, x), zero);
        const isOn = zero.lessThan(goesOn);
        turn.set(0, isOn.select(now.div(before), one));
        turn.set(1, isOn.select(one, zero));
        active.set(0, goesOn);
      },
    ),
);

/** p ← keep r + β p */
export const cgTurn = kernelFamily(
  'cgTurn',
  () =>
    [
      [4, 4],
      [6, 4],
      [2, 2],
    ] as const,
  (components: number, dimension: number) =>
    siteKernel(
      'cgTurn',
      dimension,
      { keep: parameter, beta: parameter, r: input(reals(components)), p: update(reals(components)) },
      ({ keep, beta, r, p }) => {
        for (let c = 0; c < components; c++) p.set(c, keep.mul(r(c)).add(beta.mul(p(c))));
      },
    ),
);

export interface StepVectors {
  readonly p: Field;
  readonly q: Field;
  readonly x: Field;
  readonly r: Field;
}

export interface Step {
  /** ⟨p, (A + shift) p⟩ */
  readonly curvature: number;
  /** |r|² after it */
  readonly norm: number;
}

export class ChainedSteps {
  private readonly operator: PositiveOperator;
  private readonly apply: (shift: number, into: NumberOf) => void;
  private readonly advance: (alpha: NumberOf, norm: NumberOf) => void;
  private readonly turn: (beta: NumberOf, keep: NumberOf) => void;
  private readonly alphaAt: (() => void)[];
  private readonly betaAt: ((target: number) => void)[];
  private readonly sums: Field;
  private readonly alpha: Field;
  private readonly turning: Field;
  private readonly active: Field;
  private readonly isSingle: boolean;
  private at = 0;
  private coming: Step[] = [];
  private steps = firstSteps;

  /** Undefined where sums and coefficients pass through the host. */
  static for(operator: PositiveOperator, vectors: StepVectors): ChainedSteps | undefined {
    const { lattice, precision = 'f64', leavesProducts } = operator;
    const kept = leavesProducts ? lattice.machine.keepsNumbers(precision) : undefined;
    return kept && new ChainedSteps(operator, vectors, kept);
  }

  private constructor(operator: PositiveOperator, { p, q, x, r }: StepVectors, precision: Precision) {
    const { components, parity } = operator;
    const { dimension, machine } = operator.lattice;
    const sites = { sites: parity };
    const numbers = new Lattice([ring], machine);
    const [sums, alpha, turning, active] = [2, 2, 2, 1].map(count => numbers.field(count, { precision }));
    const apply = operator.bind(p, q);
    const step = cgStep(components, dimension).bind({ p, q, x, r }, sites);
    const turn = cgTurn(components, dimension).bind({ r, p }, sites);
    this.operator = operator;
    this.apply = (shift, into) => void apply(shift, into);
    this.advance = (a, norm) => void step({}, { a, norm });
    this.turn = (beta, keep) => void turn({}, { beta, keep });
    const each = Array.from({ length: ring }, (_, k) => ({ among: [k] }));
    this.alphaAt = each.map(only => cgAlpha().bind({ sums, active, alpha }, only));
    this.betaAt = each.map(only => {
      const run = cgBeta().bind({ sums, alpha, turn: turning, active }, only);
      return target => void run({ target });
    });
    this.sums = sums;
    this.alpha = alpha;
    this.turning = turning;
    this.active = active;
    this.isSingle = precision === 'f32';
  }

  /** From here on r has this squared norm. */
  begin(norm: number): void {
    this.at = 0;
    this.coming = [];
    this.steps = firstSteps;
    const set = (field: Field, value: number) => {
      field.storage.values[field.storage.position([ring - 1])] = value;
    };
    this.sums.fill(0);
    set(this.sums, norm);
    set(this.active, 1);
  }

  /** No more steps are asked for: those that were made for nothing do not count. */
  end(): void {
    if (this.coming.length > 0) this.operator.uncount?.(this.coming.length);
    this.coming = [];
  }

  /** The next step after one that left |r|² = `norm`, if A is positive; p is turned already. */
  next(norm: number, shift: number, target: number): Step {
    const next = this.coming.shift();
    if (next) return next;
    const count = Math.min(ring, Math.max(1, Math.ceil(this.steps)));
    const { alpha, sums, turning } = this;
    const first = this.at;
    for (let k = 0; k < count; k++) {
      const site = (first + k) % ring;
      const numberOf = (field: Field, component: number): NumberOf => ({ field, component, site });
      this.apply(shift, numberOf(sums, 1));
      this.alphaAt[site]();
      this.advance(numberOf(alpha, 0), numberOf(sums, 0));
      this.betaAt[site](this.isSingle ? floorToSingle(target) : target);
      this.turn(numberOf(turning, 0), numberOf(turning, 1));
    }
    this.at = (first + count) % ring;
    const all = sums.toArray();
    this.coming = Array.from({ length: count }, (_, k) => {
      const site = (first + k) % ring;
      return { norm: all[2 * site], curvature: all[2 * site + 1] };
    });
    this.steps = stepsToCome(norm, this.coming.at(-1)!.norm, count, target);
    return this.coming.shift()!;
  }
}

/** If |r|² goes on falling as it did in these steps. */
function stepsToCome(before: number, now: number, count: number, target: number): number {
  const rate = Math.log(now / before) / count;
  return rate < 0 ? Math.log(target / now) / rate : ring;
}

const single = new Float32Array(1);
const singleBits = new Uint32Array(single.buffer);

/** The largest number of f32 that is not above x > 0: what f32 exceeds it exceeds x. */
function floorToSingle(x: number): number {
  single[0] = x;
  if (single[0] > x) singleBits[0]--;
  return single[0];
}
