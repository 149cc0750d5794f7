/**
 * The two contracts that let actions and networks compose.
 *
 * A functional S has a value and a differential dS/d(stored reals); a transformation T maps configurations to others and
 * pulls differentials back; S after T is a functional again. The force is the differential along the motions of the
 * configuration, and is taken once, at the very end: samplers know functionals only.
 */
import type { Cite } from './citations.ts';
import type { Configuration } from './configuration.ts';
import type { Field } from './field.ts';
import { axpy } from './linear.ts';
import type { Tape } from './tape.ts';
import { presentValue, type Weight } from './weights.ts';
import { workspaceOf } from './workspace.ts';

/** A function of the stored reals of u, which may lie on a manifold or not. */
export interface Differentiable<F> {
  readonly name: string;
  readonly cites: readonly Cite[];
  value(u: F): number;
  /**
   * out = dS/d(stored reals of u). Overwrites out. On a manifold S is defined there alone, and out is any field that gives
   * its change along the manifold.
   */
  differential(u: F, out: Field): void;
}

/** A differentiable function of a configuration that moves. */
export interface Functional<F> extends Differentiable<F> {
  /**
   * out(x) = dS/dq, the derivative along the motions of the configuration: S(exp(q) u) to first order in q, for links
   * S(exp(i qᵃ Tₐ) U). Overwrites out. Molecular dynamics kicks with p ← p − ε out. It follows from the differential
   * (`functional`); actions that know a shorter way take it.
   */
  gradient(u: F, out: Field): void;
}

/** The functional with this value and differential. */
export function functional<F extends Configuration<F>>(parts: Differentiable<F>): Functional<F> {
  return {
    ...parts,
    gradient(u, out) {
      const workspace = workspaceOf(u.field.lattice);
      const derivative = workspace.take(u.field.components);
      parts.differential(u, derivative);
      u.forceFromComponents(derivative, out);
      workspace.giveBack(derivative);
    },
  };
}

/** A map of configurations, to others of their kind or to any field G. */
export interface Transformation<F, G = F> {
  readonly name: string;
  readonly cites: readonly Cite[];
  readonly weights: readonly Weight[];
  /** A symmetry that it does not respect, where it is there for comparison only. */
  readonly breaks?: 'gauge covariance';
  /** The image of u, with the record needed to pull derivatives back. Release the tape when done with both. */
  apply(u: F): { image: G; tape: Tape };
}

/** A functional of u and of weights that training may change. */
export interface Trainable<F> extends Functional<F> {
  /** Each weight once; empty if there is nothing to train. */
  readonly weights: readonly Weight[];
  /** dS/d(weight), in the order of `weights`; with the value. */
  weightGradient(u: F): { value: number; derivatives: Float64Array };
}

/** S₁ + S₂ + …, with the weights of all terms */
export function add<F>(...terms: readonly Functional<F>[]): Trainable<F> {
  return combine(
    terms.map(term => ({ term, factor: 1 })),
    terms.map(term => term.name).join(' + '),
  );
}

/** c S; c may be trained. */
export function scale<F>(factor: number | Weight, term: Functional<F>): Trainable<F> {
  return combine([{ term, factor }], `${typeof factor === 'number' ? factor : factor.name} (${term.name})`);
}

function combine<F>(
  parts: readonly { readonly term: Functional<F>; readonly factor: number | Weight }[],
  name: string,
): Trainable<F> {
  const weights = [
    ...new Set(
      parts.flatMap(({ term, factor }) => [...(typeof factor === 'number' ? [] : [factor]), ...weightsOf(term)]),
    ),
  ];
  const addUp = (out: Field, derive: (term: Functional<F>, part: Field) => void) => {
    const workspace = workspaceOf(out.lattice);
    const part = workspace.take(out.components);
    using addTo = axpy(out.components, out.lattice.dimension).bind({ x: part, y: out });
    out.fill(0);
    for (const { term, factor } of parts) {
      derive(term, part);
      addTo({ a: presentValue(factor) });
    }
    workspace.giveBack(part);
  };
  return {
    name,
    weights,
    cites: parts.flatMap(({ term }) => term.cites),
    value: u => parts.reduce((sum, { term, factor }) => sum + presentValue(factor) * term.value(u), 0),
    differential: (u, out) => addUp(out, (term, part) => term.differential(u, part)),
    gradient: (u, out) => addUp(out, (term, part) => term.gradient(u, part)),
    weightGradient(u) {
      let total = 0;
      const derivatives = new Map<Weight, number>();
      for (const { term, factor } of parts) {
        const c = presentValue(factor);
        const value = isTrainable(term) ? gather(term, u, c, derivatives) : term.value(u);
        total += c * value;
        if (typeof factor !== 'number') derivatives.set(factor, (derivatives.get(factor) ?? 0) + value);
      }
      return { value: total, derivatives: inOrder(weights, derivatives) };
    },
  };
}

/** As far as training goes. */
type Trained<F> = Pick<Trainable<F>, 'weights' | 'weightGradient'>;

function isTrainable<F>(term: Differentiable<F>): term is Differentiable<F> & Trained<F> {
  return 'weightGradient' in term && weightsOf(term).length > 0;
}

function weightsOf<F>(term: Differentiable<F>): readonly Weight[] {
  return 'weights' in term ? (term as Differentiable<F> & Trained<F>).weights : [];
}

/** Adds factor dS/d(weight) to the sums by weight; returns S(u). */
function gather<F>(term: Trained<F>, u: F, factor: number, sums: Map<Weight, number>): number {
  const { value, derivatives } = term.weightGradient(u);
  term.weights.forEach((weight, k) => {
    sums.set(weight, (sums.get(weight) ?? 0) + factor * derivatives[k]);
  });
  return value;
}

function inOrder(weights: readonly Weight[], derivatives: ReadonlyMap<Weight, number>): Float64Array {
  return Float64Array.from(weights, weight => derivatives.get(weight) ?? 0);
}

/** Its weights are those of the transformation, then those of the action that the transformation lacks. */
export interface PulledBack<F, G = F> extends Trainable<F> {
  /** The image of the last evaluation is forgotten; value and derivatives are functions of u alone. */
  readonly transformation: Transformation<F, G>;
}

/** S after T: value S(T(u)), derivatives by the chain rule. */
export function pulledBack<F extends Configuration<F>, G extends { readonly field: Field } = F>(
  action: Differentiable<G>,
  transformation: Transformation<F, G>,
): PulledBack<F, G> {
  /** Derivatives with respect to u's reals and to the weights, for the functional at the image. */
  const sweep = (image: G, tape: Tape) => {
    const derivative = tape.keep('upstream', image.field.components);
    action.differential(image, derivative);
    return tape.pullback(image.field, derivative);
  };
  const weights = [...new Set([...transformation.weights, ...weightsOf(action)])];
  return {
    name: `${action.name} of ${transformation.name}`,
    cites: [...action.cites, ...transformation.cites],
    transformation,
    weights,
    value(u) {
      const { image, tape } = transformation.apply(u);
      const value = action.value(image);
      tape.release();
      return value;
    },
    differential(u, out) {
      const { image, tape } = transformation.apply(u);
      out.copyFrom(sweep(image, tape).derivative);
      tape.release();
    },
    gradient(u, out) {
      const { image, tape } = transformation.apply(u);
      u.forceFromComponents(sweep(image, tape).derivative, out);
      tape.release();
    },
    weightGradient(u) {
      const { image, tape } = transformation.apply(u);
      const ofAction = new Map<Weight, number>();
      const value = isTrainable(action) ? gather(action, image, 1, ofAction) : action.value(image);
      const derivatives = new Map(sweep(image, tape).weights);
      tape.release();
      for (const [weight, slope] of ofAction) derivatives.set(weight, (derivatives.get(weight) ?? 0) + slope);
      return { value, derivatives: inOrder(weights, derivatives) };
    },
  };
}
