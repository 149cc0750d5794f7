/** Stored spin configurations with their exact weights: what effective models learn from. */
import type { Field } from '../../lattice/index.ts';

export interface Dataset {
  /** Reals of one configuration: three per site. */
  readonly size: number;
  readonly count: number;
  /** Configuration k is `spins[k size … (k + 1) size − 1]`, x fastest. */
  readonly spins: Float64Array;
  readonly logWeights: Float64Array;
}

/** @throws if the numbers do not fit together or are not finite */
export function dataset(spins: Float64Array, logWeights: Float64Array): Dataset {
  const size = spins.length / logWeights.length;
  if (!(logWeights.length > 0 && Number.isInteger(size) && size % 3 === 0)) {
    throw new Error(
      `A data set has a whole number of spins, three reals each, for every weight; found ${spins.length} reals for ` +
        `${logWeights.length} weights.`,
    );
  }
  if (!spins.every(Number.isFinite) || !logWeights.every(Number.isFinite)) {
    throw new Error('A data set of finite numbers is expected; some are not.');
  }
  return { size, count: logWeights.length, spins, logWeights };
}

/** Some of the configurations, by number. */
export function chosen({ size, spins, logWeights }: Dataset, numbers: readonly number[]): Dataset {
  const some = new Float64Array(numbers.length * size);
  numbers.forEach((k, at) => {
    some.set(spins.subarray(k * size, (k + 1) * size), at * size);
  });
  return dataset(
    some,
    Float64Array.from(numbers, k => logWeights[k]),
  );
}

/** The configurations from one number up to, and without, another. */
export function part(data: Dataset, from: number, to: number): Dataset {
  return chosen(
    data,
    Array.from({ length: to - from }, (_, k) => from + k),
  );
}

/**
 * Collects configurations, one every `stride` steps. When `capacity` are there, each new one replaces the oldest.
 */
export interface Recorder {
  add(spins: Field, logWeight: number): void;
  readonly count: number;
  /** @throws if there is none yet */
  data(): Dataset;
}

export function recorder(capacity: number): Recorder {
  const held: { spins: Float64Array; logWeight: number }[] = [];
  let seen = 0;
  return {
    add(field, logWeight) {
      held[seen++ % capacity] = { spins: field.toArray(), logWeight };
    },
    get count() {
      return held.length;
    },
    data: () =>
      dataset(
        Float64Array.from(held.flatMap(({ spins }) => Array.from(spins))),
        Float64Array.from(held, ({ logWeight }) => logWeight),
      ),
  };
}
