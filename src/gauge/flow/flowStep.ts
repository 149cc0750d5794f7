/**
 * One step of the Runge-Kutta scheme of third order on the group for dV/dt = Z(V) V, with Z_i = ε Z(W_i), W₀ = V_t:
 *   W₁ = exp(¼ Z₀) W₀,   W₂ = exp(8/9 Z₁ − 17/36 Z₀) W₁,   V_{t+ε} = exp(¾ Z₂ − 8/9 Z₁ + 17/36 Z₀) W₂.
 * Each exponent is a multiple of the last force plus a multiple of the exponent before, so one sum is carried along.
 *
 * From the same forces comes a result of second order, V' = exp(2 Z₁ − Z₀) V_t; its distance
 *   d = max_{x,μ} (1/N) |V − V'|,   |M|² = tr M† M,
 * is proportional to ε³ and bounds the error of the step from above.
 *
 * Reference: M. Lüscher, JHEP 08 (2010) 071, arXiv:1006.4518, appendix C; P. Fritzsch and A. Ramos, JHEP 10 (2013) 008,
 * arXiv:1301.4388, appendix D (the embedded step).
 */
import { type Group, links } from '../../group/index.ts';
import { type Bound, input, kernelFamily, output, reals, siteKernel } from '../../kernel/index.ts';
import { type Field, type Functional, workspaceOf, xpay } from '../../lattice/index.ts';
import type { GaugeField } from '../configuration.ts';
import { drift, forEachDirection, theories } from '../kernels.ts';

/** K ← force + carry K;  W ← exp(−ε factor K) W */
const stages = [
  { carry: 0, factor: 1 / 4 },
  { carry: -17 / 32, factor: 8 / 9 },
  { carry: -32 / 27, factor: 3 / 4 },
] as const;

/** D_μ = |V_μ − W_μ|² */
export const squaredDistances = kernelFamily('squaredDistances', theories, (group: Group, dimension: number) =>
  siteKernel(
    'squaredDistances',
    dimension,
    { V: input(links(group, dimension)), W: input(links(group, dimension)), D: output(reals(dimension)) },
    ({ V, W, D }) =>
      forEachDirection(dimension, mu => {
        const squares = V(mu)
          .sub(W(mu))
          .components.map(x => x.mul(x));
        D.set(mu, squares.reduce((a, b) => a.add(b)).mul(group.componentNorm));
      }),
  ),
);

/** Steps of a configuration along the flow of an action, in place; scratch fields are held until released. */
export class FlowStep {
  private readonly u: GaugeField;
  private readonly action: Functional<GaugeField>;
  private readonly force: Field;
  private readonly sum: Field;
  private readonly combine: Bound;
  private readonly move: Bound;
  private embedded: Embedded | undefined;

  constructor(u: GaugeField, action: Functional<GaugeField>) {
    const workspace = workspaceOf(u.lattice);
    this.u = u;
    this.action = action;
    this.force = workspace.take(u.forceSize);
    // The first stage multiplies what the field held before by zero, so that must be finite.
    this.sum = workspace.take(u.forceSize).fill(0);
    this.combine = xpay(u.forceSize, u.lattice.dimension).bind({ x: this.force, y: this.sum });
    this.move = drift(u.group, u.lattice.dimension).bind({ U: u.field, P: this.sum });
  }

  /** u ← u at t + ε */
  advance(epsilon: number): void {
    for (let stage = 0; stage < stages.length; stage++) this.runStage(stage, epsilon);
  }

  /** The same, with the distance d to the result of second order. */
  advanceWithEstimate(epsilon: number): number {
    this.embedded ??= prepareEmbedded(this.u, this.force);
    const { start, before, extrapolate, moveOther, distances } = this.embedded;
    start.copyFrom(this.u.field);
    this.runStage(0, epsilon);
    before.copyFrom(this.force);
    this.runStage(1, epsilon);
    // before ← F₁ − F₀ / 2, so that −2 ε of it is 2 Z₁ − Z₀.
    extrapolate({ a: -1 / 2 });
    moveOther(-2 * epsilon);
    this.runStage(2, epsilon);
    return Math.sqrt(distances()) / this.u.group.colours;
  }

  /** Undoes the last step that was made with an estimate. */
  stepBack(): void {
    if (this.embedded) this.u.field.copyFrom(this.embedded.start);
  }

  release(): void {
    const workspace = workspaceOf(this.u.lattice);
    workspace.giveBack(this.force);
    workspace.giveBack(this.sum);
    this.combine.free();
    this.move.free();
    this.embedded?.release();
  }

  private runStage(stage: number, epsilon: number): void {
    const { carry, factor } = stages[stage];
    this.action.gradient(this.u, this.force);
    this.combine({ a: carry });
    this.move({ eps: -epsilon * factor });
  }
}

/** What the estimate needs, made at its first use. */
interface Embedded {
  /** V_t */
  readonly start: Field;
  /** F₀, then F₁ − F₀ / 2 */
  readonly before: Field;
  readonly extrapolate: Bound;
  /** V' ← exp(ε before) V_t */
  readonly moveOther: (eps: number) => void;
  /** max |V − V'|² */
  readonly distances: () => number;
  readonly release: () => void;
}

function prepareEmbedded({ field, group, forceSize, lattice }: GaugeField, force: Field): Embedded {
  const workspace = workspaceOf(lattice);
  const { dimension } = lattice;
  const [start, other] = [workspace.take(field.components), workspace.take(field.components)];
  const [before, squares] = [workspace.take(forceSize), workspace.take(dimension)];
  const drifted = drift(group, dimension).bind({ U: other, P: before });
  const measure = squaredDistances(group, dimension).bind({ V: field, W: other, D: squares });
  const extrapolate = xpay(forceSize, dimension).bind({ x: force, y: before });
  return {
    start,
    before,
    extrapolate,
    moveOther(eps) {
      other.copyFrom(start);
      drifted({ eps });
    },
    distances() {
      measure();
      return squares.toArray().reduce((largest, d) => Math.max(largest, d), 0);
    },
    release() {
      for (const scratch of [start, other, before, squares]) workspace.giveBack(scratch);
      for (const bound of [drifted, measure, extrapolate]) bound.free();
    },
  };
}
