/**
 * The two contracts that let actions and networks compose.
 *
 * A functional S has a value and a gradient; a transformation T maps configurations to configurations and pulls
 * gradients back; S after T is a functional again. Samplers know functionals only.
 */
import type { Field } from './field.ts';
import { axpy } from './linear.ts';
import type { Tape, Weight } from './tape.ts';
import { workspaceOf } from './workspace.ts';

/** A paper: what to cite when this piece is used. */
export interface Cite {
  /** BibTeX key, unique. */
  readonly key: string;
  /** The whole BibTeX entry. */
  readonly bibtex: string;
}

/** A configuration that a functional can be evaluated on: at least a field of stored reals. */
export interface Configuration {
  readonly field: Field;
  /** Turns dS/d(stored reals) at this configuration into the force dS/dq^a: see `Functional.gradient`. */
  forceFromComponents(derivative: Field, force: Field): void;
  /** The other way round: some dS/d(stored reals) whose force is `force`. */
  componentsFromForce(force: Field, derivative: Field): void;
  /** Reals per site of a force field. */
  readonly forceSize: number;
}

export interface Functional<F> {
  readonly name: string;
  readonly cites: readonly Cite[];
  value(u: F): number;
  /**
   * out^a(x) = dS/dq^a, the derivative along the group: S(exp(i q^a T_a) u_mu(x)) to first order in q. Overwrites out.
   * Molecular dynamics kicks with p <- p - eps out.
   */
  gradient(u: F, out: Field): void;
}

export interface Transformation<F> {
  readonly name: string;
  readonly cites: readonly Cite[];
  readonly weights: readonly Weight[];
  /** The image of u, with the record needed to pull derivatives back. Release the tape when done with both. */
  apply(u: F): { image: F; tape: Tape };
}

/** S_1 + S_2 + .. */
export function add<F extends Configuration>(...terms: readonly Functional<F>[]): Functional<F> {
  return combine(
    terms.map(term => ({ term, factor: 1 })),
    terms.map(term => term.name).join(' + '),
  );
}

/** c S */
export function scale<F extends Configuration>(factor: number, term: Functional<F>): Functional<F> {
  return combine([{ term, factor }], `${factor} (${term.name})`);
}

function combine<F extends Configuration>(
  parts: readonly { readonly term: Functional<F>; readonly factor: number }[],
  name: string,
): Functional<F> {
  return {
    name,
    cites: parts.flatMap(({ term }) => term.cites),
    value: u => parts.reduce((sum, { term, factor }) => sum + factor * term.value(u), 0),
    gradient(u, out) {
      const workspace = workspaceOf(out.lattice);
      const part = workspace.take(out.components);
      const addTo = axpy(out.components, out.lattice.dimension).bind({ x: part, y: out });
      out.fill(0);
      for (const { term, factor } of parts) {
        term.gradient(u, part);
        addTo({ a: factor });
      }
      workspace.giveBack(part);
    },
  };
}

export interface PulledBack<F> extends Functional<F> {
  /** The image of the last evaluation is forgotten; value and gradients are functions of u alone. */
  readonly transformation: Transformation<F>;
  /** dS(T(u))/d(weight), in the order of the transformation's weights; with the value. */
  weightGradient(u: F): { value: number; derivatives: Float64Array };
}

/** S after T: value S(T(u)), gradient by the chain rule. */
export function pulledBack<F extends Configuration>(
  action: Functional<F>,
  transformation: Transformation<F>,
): PulledBack<F> {
  /** Derivatives with respect to u's reals and to the weights, for the functional at the image. */
  const sweep = (image: F, tape: Tape) => {
    const force = tape.keep('force', image.forceSize);
    const derivative = tape.keep('upstream', image.field.components);
    action.gradient(image, force);
    image.componentsFromForce(force, derivative);
    return tape.pullback(image.field, derivative);
  };
  return {
    name: `${action.name} of ${transformation.name}`,
    cites: [...action.cites, ...transformation.cites],
    transformation,
    value(u) {
      const { image, tape } = transformation.apply(u);
      const value = action.value(image);
      tape.release();
      return value;
    },
    gradient(u, out) {
      const { image, tape } = transformation.apply(u);
      const { derivative } = sweep(image, tape);
      u.forceFromComponents(derivative, out);
      tape.release();
    },
    weightGradient(u) {
      const { image, tape } = transformation.apply(u);
      const value = action.value(image);
      const { weights } = sweep(image, tape);
      tape.release();
      const derivatives = Float64Array.from(transformation.weights, weight => weights.get(weight) ?? 0);
      return { value, derivatives };
    },
  };
}
