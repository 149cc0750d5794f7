/**
 * Sums of staples, C_μ(n) = sum of open words n → n + μ. They transform like links.
 */
import { type Group, links, type Matrix, matrices } from '../../group/index.ts';
import { input, kernelFamily, output, portions, several, siteKernel } from '../../kernel/index.ts';
import type { Field, Tape } from '../../lattice/index.ts';
import { word } from '../../loops/index.ts';
import { forEachDirection, forEachPair, theories } from '../kernels.ts';
import { transport } from '../transport.ts';

/** For each direction μ, words n → n + μ as signed directions counted from 1. */
export type StapleWords = readonly (readonly (readonly number[])[])[];

/**
 * C_μ(n): the sum of the given open words n → n + μ; `continued` adds it to the sum P begun by another kernel.
 */
export const stapleSum = kernelFamily(
  'stapleSum',
  () =>
    theories().flatMap(([group, dimension]) =>
      [false, true].map(continued => [group, dimension, plaquetteWords(dimension), continued] as const),
    ),
  (group: Group, dimension: number, words: StapleWords, continued: boolean) => {
    const type = matrices(group, dimension);
    return siteKernel(
      'stapleSum',
      dimension,
      { U: input(links(group, dimension)), C: output(type), P: several(continued ? 1 : 0, input(type)) },
      ({ U, C, P }, x) => {
        forEachDirection(dimension, mu => {
          const lines: Matrix[] = words[mu].map(steps => transport(U, word(steps, { dimension }), x));
          const begun = P.map(before => before(mu));
          const nothing = U(mu, x).scale(0);
          C.set(
            mu,
            [...begun, ...lines].reduce((sum: Matrix, line) => (sum === nothing ? line : sum.add(line)), nothing),
          );
        });
      },
    );
  },
);

function plaquetteWords(dimension: number): StapleWords {
  const paths: number[][][] = Array.from({ length: dimension }, () => []);
  forEachPair(dimension, (mu, nu) => {
    for (const s of [nu + 1, -nu - 1]) paths[mu].push([s, mu + 1, -s]);
  });
  return paths;
}

/** The sum of the staples of these words, on the tape. */
export function recordStapleSum(tape: Tape, links: Field, group: Group, words: StapleWords): Field {
  let sum: Field | undefined;
  for (const part of divided(words)) {
    const kernel = stapleSum(group, words.length, part, sum !== undefined);
    sum = tape.record(kernel, { U: links, P: sum ? [sum] : [] }).C;
  }
  return sum!;
}

/** The words over kernels of bearable size: the adjoint of one kernel costs about links² products per word. */
function divided(words: StapleWords): StapleWords[] {
  const all = words.flatMap((list, mu) => list.map(steps => ({ mu, steps })));
  const runs = portions(all, ({ steps }) => steps.length ** 2, 'differentiated');
  const parts = runs.length === 0 ? [[]] : runs;
  return parts.map(run => words.map((_, nu) => run.filter(({ mu }) => mu === nu).map(({ steps }) => steps)));
}
