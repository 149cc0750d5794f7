/**
 * Sums of staples, C_mu(n) = sum of open words n -> n + mu. They transform like links.
 */
import { type Group, links, type Matrix, type MatrixReader, matrices } from '../../group/index.ts';
import { input, kernelFamily, output, siteKernel } from '../../kernel/index.ts';
import type { Field, Tape } from '../../lattice/index.ts';
import { word } from '../../loops/index.ts';
import { forEachDirection, forEachPair, theories } from '../kernels.ts';
import { transport } from '../transport.ts';

/** For each direction mu, words n -> n + mu as signed directions counted from 1. */
export type StapleWords = readonly (readonly (readonly number[])[])[];

/**
 * C_mu(n): the sum of the given open words n -> n + mu; `paths` is JSON, signed directions per word per direction.
 * `continued` adds it to a sum begun by another kernel.
 */
export const stapleSum = kernelFamily(
  'stapleSum',
  () =>
    theories().flatMap(([group, dimension]) =>
      [false, true].map(continued => [group, dimension, plaquettePaths(dimension), continued] as const),
    ),
  (group: Group, dimension: number, paths: string, continued: boolean) => {
    const perDirection = JSON.parse(paths) as number[][][];
    const type = matrices(group, dimension);
    const before = continued ? { P: input(type) } : {};
    return siteKernel(
      'stapleSum',
      dimension,
      { U: input(links(group, dimension)), C: output(type), ...before },
      ({ U, C, ...rest }, x) => {
        const { P } = rest as { P?: MatrixReader };
        forEachDirection(dimension, mu => {
          const lines: Matrix[] = perDirection[mu].map(steps => transport(U, word(steps, { dimension }), x));
          const begun = P ? [P(mu)] : [];
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

function plaquettePaths(dimension: number): string {
  const paths: number[][][] = Array.from({ length: dimension }, () => []);
  forEachPair(dimension, (mu, nu) => {
    for (const s of [nu + 1, -nu - 1]) paths[mu].push([s, mu + 1, -s]);
  });
  return JSON.stringify(paths);
}

/** The sum of the staples of these words, on the tape. */
export function recordStapleSum(tape: Tape, links: Field, group: Group, words: StapleWords): Field {
  let sum: Field | undefined;
  for (const paths of portions(words)) {
    const kernel = stapleSum(group, words.length, JSON.stringify(paths), sum !== undefined);
    sum = tape.record(kernel, sum ? { U: links, P: sum } : { U: links }).C;
  }
  return sum!;
}

/** The adjoint of one kernel costs about links^2 products per word; beyond this much a second kernel is better. */
const largestPortion = 250;

/** The words, divided over kernels of bearable size. */
function portions(perDirection: StapleWords): number[][][][] {
  const none = () => perDirection.map((): number[][] => []);
  const list = [none()];
  let load = 0;
  perDirection.forEach((words, mu) => {
    for (const steps of words) {
      const cost = steps.length ** 2;
      if (load > 0 && load + cost > largestPortion) {
        list.push(none());
        load = 0;
      }
      load += cost;
      list[list.length - 1][mu].push([...steps]);
    }
  });
  return list;
}
