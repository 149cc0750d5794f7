/**
 * Chains whose autocorrelation is known, to try a statistic on before trusting it.
 * AR(1): x_{i+1} = r x_i + √(1 − r²) η_i with normal η has mean 0, variance 1, ρ(t) = r^t and
 *   τ_int = ½ (1 + r)/(1 − r).
 */
import { hashNormal } from './counterHash.ts';

/** The AR(1) coefficient r that gives this τ_int (the ½ included); negative below τ_int = ½. */
export function autoregressiveCoefficient(tauInt: number): number {
  if (!(tauInt > 0)) throw new RangeError(`tauInt is ${tauInt}, a positive autocorrelation time is expected.`);
  return (2 * tauInt - 1) / (2 * tauInt + 1);
}

/** A stationary AR(1) chain of mean 0 and variance 1 with the given τ_int. */
export function autoregressiveChain(tauInt: number, length: number, seed: number, stream = 0): Float64Array {
  const r = autoregressiveCoefficient(tauInt);
  const noise = Math.sqrt(1 - r * r);
  const chain = new Float64Array(length);
  let x = hashNormal(seed, stream, 0);
  for (let i = 0; i < length; i++) {
    chain[i] = x;
    x = r * x + noise * hashNormal(seed, stream, i + 1);
  }
  return chain;
}
