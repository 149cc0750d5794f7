/**
 * What training makes small. With r = S(U) − S_θ(U) at fixed pseudofermion field, r₀ at the start of a trajectory
 * and r₁ at its proposal, over a batch of trajectories:
 *
 *   raw         mean r₁²                       the loss of the papers
 *   offset      mean (r₁ − c)²                 c a number that is trained too
 *   variance    mean (r₁ − mean r₁)²           needs a batch of two or more
 *   difference  mean (r₁ − r₀)²                what the accept test sees: ΔH = −(r₁ − r₀) + integration error
 *
 * A constant in r changes the raw loss and nothing else: the Metropolis test sees differences only.
 */
export const losses = ['raw', 'offset', 'variance', 'difference'] as const;
export type Loss = (typeof losses)[number];

/** A loss of one's own. Examples have both ends. */
export interface LossRule {
  readonly name: string;
  evaluate(batch: readonly Required<Example>[]): LossValue;
}

/** One trajectory's r and dS_θ/d(weights), at one end. */
export interface Deviation {
  readonly r: number;
  /** dS_θ / d weight. */
  readonly derivatives: ArrayLike<number>;
}

export interface Example {
  /** Only the loss "difference" looks at it. */
  readonly start?: Deviation;
  readonly proposal: Deviation;
}

export interface LossValue {
  readonly loss: number;
  /** dL/d weight */
  readonly gradient: Float64Array;
}

/** The loss over a batch, and its gradient. `offset` is the c of the loss of that name. */
export function evaluateLoss(kind: Loss | LossRule, batch: readonly Example[], offset: number): LossValue {
  if (typeof kind === 'object') return ownValue(kind, batch);
  const count = batch.length;
  const size = batch[0].proposal.derivatives.length;
  const reference = kind === 'variance' ? batch.reduce((sum, { proposal }) => sum + proposal.r, 0) / count : offset;
  const gradient = new Float64Array(size);
  let loss = 0;
  for (const example of batch) {
    const { start, proposal } = example;
    if (kind === 'difference' && !start) throw new Error('The loss "difference" needs r at both ends of a trajectory.');
    const residual =
      kind === 'raw' ? proposal.r : kind === 'difference' ? proposal.r - start!.r : proposal.r - reference;
    loss += residual ** 2 / count;
    // dr/dw = −dS_θ/dw; the mean in "variance" drops out because the residuals sum to zero.
    for (let k = 0; k < size; k++) {
      const slope = kind === 'difference' ? proposal.derivatives[k] - start!.derivatives[k] : proposal.derivatives[k];
      gradient[k] -= (2 * residual * slope) / count;
    }
  }
  return { loss, gradient };
}

function ownValue(rule: LossRule, batch: readonly Example[]): LossValue {
  const { loss, gradient } = rule.evaluate(batch as readonly Required<Example>[]);
  const size = batch[0].proposal.derivatives.length;
  if (gradient.length === size && Number.isFinite(loss) && gradient.every(Number.isFinite)) return { loss, gradient };
  throw new Error(
    `The loss ${rule.name} gave ${loss} and a gradient of ${gradient.length} numbers; expected finite numbers, ${size} in the gradient.`,
  );
}
