/** Fields of random numbers. */
import type { Field } from './field.ts';
import { fillGaussian, type Key } from './random/index.ts';

/** 8 MiB of numbers at a time, so that nobody holds those of a large field twice. */
const numbersAtATime = 2 ** 20;

/** Every real of the field an independent Gaussian number of mean 0 and standard deviation `sigma`. */
export function drawGaussian(field: Field, key: Key, sigma = 1): void {
  const { components, ownSites } = field;
  const sitesAtATime = Math.max(1, Math.floor(numbersAtATime / components));
  const room = new Float64Array(Math.min(sitesAtATime, ownSites.length) * components);
  for (let first = 0; first < ownSites.length; first += sitesAtATime) {
    const sites = ownSites.subarray(first, first + sitesAtATime);
    const numbers = room.subarray(0, sites.length * components);
    fillGaussian(key, 0, components, sites, numbers);
    if (sigma !== 1) for (let k = 0; k < numbers.length; k++) numbers[k] *= sigma;
    field.fromOwnPart(first, numbers);
  }
}
