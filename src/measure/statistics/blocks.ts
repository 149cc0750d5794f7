/**
 * Error of a mean from the scatter of a few long blocks. It uses no autocorrelation function, so it can contradict an error that
 * comes from one: blocks that scatter much more than that error show a correlation which no window has seen.
 */
import { averageOf, type Series } from './series.ts';

/** So few blocks are long; so many have a scatter that is known to a quarter. */
export const BLOCKS = 10;

/** error² = B/(B−1) Σ_b n_b² (a_b − a)² / N² over B blocks of about N/10 neighbouring measurements, none across replicas. */
export function blockError(replicas: readonly Series[], mean: number): number {
  const samples = replicas.reduce((sum, { length }) => sum + length, 0);
  let blocks = 0;
  let sum = 0;
  for (const replica of replicas) {
    const count = Math.min(replica.length, Math.max(1, Math.round((BLOCKS * replica.length) / samples)));
    for (let b = 0; b < count; b++) {
      const [from, to] = [b, b + 1].map(edge => Math.floor((edge * replica.length) / count));
      sum += ((to - from) * (averageOf(replica.slice(from, to)) - mean)) ** 2;
    }
    blocks += count;
  }
  return blocks < 2 ? Number.NaN : Math.sqrt((sum * blocks) / (blocks - 1)) / samples;
}
