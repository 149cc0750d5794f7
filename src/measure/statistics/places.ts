/** Where measurements stand along their chains, from trajectory numbers. */
import { plural } from '../../words/index.ts';
import { requireEqualLengths, type Series } from './series.ts';

/** Places in units of one stride. */
export interface Places {
  /** The smallest distance of two neighbours, in trajectories. */
  readonly stride: number;
  readonly places: readonly Float64Array[];
}

/**
 * @param trajectories one rising list per replica
 * @throws RangeError naming the trajectory that is measured twice, out of order or not a whole number
 */
export function placesOf(trajectories: readonly Series[], values: readonly Series[]): Places {
  if (trajectories.length !== values.length) {
    throw new RangeError(
      `There are ${plural(trajectories.length, 'list')} of trajectories for ${plural(values.length, 'replica')}.`,
    );
  }
  trajectories.forEach((numbers, r) => {
    requireEqualLengths([values[r], numbers], 'Chain list');
  });
  const stride = smallestStride(trajectories);
  return {
    stride,
    places: trajectories.map(numbers => Float64Array.from(numbers, number => (number - numbers[0]) / stride)),
  };
}

/** The smallest distance of two neighbours in any of the lists; 1 where none has two. Errors as {@link placesOf}. */
export function smallestStride(trajectories: readonly Series[]): number {
  const strides = trajectories.map(smallestDistance).filter(Number.isFinite);
  return strides.length === 0 ? 1 : Math.min(...strides);
}

function smallestDistance(trajectories: Series): number {
  let stride = Number.POSITIVE_INFINITY;
  for (let i = 0; i < trajectories.length; i++) {
    const now = trajectories[i];
    if (!Number.isInteger(now)) throw new RangeError(`Trajectory number ${now} at index ${i} is not a whole number.`);
    if (i === 0) continue;
    const before = trajectories[i - 1];
    if (now === before) {
      throw new RangeError(
        `Trajectory ${now} is measured twice: use withoutDuplicates, or find out which run wrote it again.`,
      );
    }
    if (now < before) {
      throw new RangeError(`Trajectory ${now} comes after ${before}: sort the chain, or treat its parts as replicas.`);
    }
    stride = Math.min(stride, now - before);
  }
  return stride;
}
