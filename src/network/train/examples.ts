/**
 * A batch of examples as one list of numbers, for checkpoints: for each example r and dS_θ/dw at the proposal,
 * then, where the loss looks at both ends, the same at the start.
 */
import type { Deviation, Example } from './loss.ts';

export function examplesToNumbers(examples: readonly Example[]): Float64Array {
  const ends = examples.flatMap(({ proposal, start }) => (start ? [proposal, start] : [proposal]));
  return Float64Array.from(ends.flatMap(({ r, derivatives }) => [r, ...Array.from(derivatives)]));
}

/**
 * @param size number of weights
 * @param bothEnds whether each example has a start
 * @throws if the numbers are no whole number of examples
 */
export function examplesFrom(numbers: Float64Array, size: number, bothEnds: boolean): Example[] {
  const perEnd = 1 + size;
  const perExample = bothEnds ? 2 * perEnd : perEnd;
  if (numbers.length % perExample !== 0) {
    throw new Error(`A batch holds ${numbers.length} numbers; expected a multiple of ${perExample}.`);
  }
  const end = (at: number): Deviation => ({ r: numbers[at], derivatives: numbers.slice(at + 1, at + perEnd) });
  return Array.from({ length: numbers.length / perExample }, (_, k) => {
    const at = k * perExample;
    return bothEnds ? { proposal: end(at), start: end(at + perEnd) } : { proposal: end(at) };
  });
}
