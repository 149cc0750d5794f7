/** Fields of random numbers. */
import type { Field } from './field.ts';
import { fillGaussian, type Key } from './random/index.ts';

/** Every real of the field an independent Gaussian number of mean 0 and standard deviation `sigma`. */
export function drawGaussian(field: Field, key: Key, sigma = 1): void {
  const numbers = new Float64Array(field.ownSites.length * field.components);
  fillGaussian(key, 0, field.components, field.ownSites, numbers);
  if (sigma !== 1) for (let k = 0; k < numbers.length; k++) numbers[k] *= sigma;
  field.fromOwnArray(numbers);
}
