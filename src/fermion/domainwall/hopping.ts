/** The Wilson hopping term on every slice of a five-dimensional field. */
import { type Group, groupNamed, links } from '../../group/index.ts';
import { inPlace, input, kernelFamily, siteKernel } from '../../kernel/index.ts';
import { slices } from '../spinor/spinors.ts';
import { type Sense, wilsonHops } from '../wilson/dslash.ts';

/** Slices per kernel: the links are read once for so many, and the code stays small. */
export const slicesTogether = 4;

const examples = () =>
  [
    [groupNamed('SU(2)'), 4, 3, 1, 2, 1],
    [groupNamed('SU(3)'), 4, 2, 0, 2, -1],
    [groupNamed('U(1)'), 2, 4, 2, 2, 1],
  ] as const;

/** out_s = H ψ_s (sense 1) or H† ψ_s (sense −1) for `count` slices from `first`; the others keep their values. */
export const slicedHopping = kernelFamily(
  'slicedHopping',
  examples,
  (group: Group, dimension: number, extent5: number, first: number, count: number, sense: Sense) => {
    const five = slices(group, dimension, extent5);
    return siteKernel(
      'slicedHopping',
      dimension,
      { V: input(links(group, dimension)), psi: input(five), out: inPlace(five) },
      ({ V, psi, out }, x) => {
        for (let s = first; s < first + count; s++) {
          out.set(
            s,
            wilsonHops(dimension, sense, V, at => psi(s, at), x),
          );
        }
      },
    );
  },
);
