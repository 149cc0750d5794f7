/** Names the network where it is the cause of numbers that are not finite. */
import type { GaugeField } from '../../gauge/index.ts';
import { type Field, norm2, type Transformation } from '../../lattice/index.ts';
import type { GaugeRun } from '../../runfile/schema/index.ts';

/**
 * Looks, after a trajectory failed, whether the network makes links of these that are not finite: exponents beyond the
 * range in which exp is accurate (−tr X² ≤ 256) give NaN.
 *
 * @returns the sentence for the user, or nothing if the network is not to blame
 */
export function divergedWeights(
  network: Transformation<GaugeField>,
  u: GaugeField,
  { training }: Pick<GaugeRun, 'training'>,
): string | undefined {
  if (!allFinite(u.field)) return undefined;
  const { weights } = network;
  const { image, tape } = network.apply(u);
  const isSound = allFinite(image.field);
  tape.release();
  if (isSound) return undefined;
  const largest = weights.reduce((one, other) => (Math.abs(other.value) > Math.abs(one.value) ? other : one));
  const lost = weights.find(({ value }) => !Number.isFinite(value)) ?? largest;
  const advice =
    training === undefined || !('rate' in training.optimiser)
      ? 'Start from other weights.'
      : `Lower training.optimiser.rate, which is ${training.optimiser.rate}.`;
  return (
    `The weights of the network have diverged: ${lost.name} is ${lost.value}, and the links that it makes are not finite, ` +
    `because exponents leave the range in which exp is accurate (−tr X² ≤ 256). ${advice}`
  );
}

function allFinite(x: Field): boolean {
  return Number.isFinite(norm2(x.components, x.lattice.dimension).run({ x }).total);
}
