/** The Wilson hopping term on every slice of a five-dimensional field. */
import { type Group, groupNamed } from '../../group/index.ts';
import { input, kernelFamily, output, siteKernel } from '../../kernel/index.ts';
import { bothEnds } from '../bothEnds.ts';
import { slices } from '../spinor/spinors.ts';
import { type Sense, wilsonHops } from '../wilson/dslash.ts';

const examples = () =>
  [
    [groupNamed('SU(2)'), 4, 3, 1],
    [groupNamed('SU(3)'), 4, 2, -1],
    [groupNamed('U(1)'), 2, 4, 1],
  ] as const;

/** out_s = H ψ_s (sense 1) or H† ψ_s (sense −1) for all s. */
export const slicedHopping = kernelFamily(
  'slicedHopping',
  examples,
  (group: Group, dimension: number, extent5: number, sense: Sense) => {
    const five = slices(group, dimension, extent5);
    return siteKernel(
      'slicedHopping',
      dimension,
      { V: input(bothEnds(group, dimension)), psi: input(five), out: output(five) },
      ({ V, psi, out }, x) => {
        for (let s = 0; s < extent5; s++) {
          out.set(
            s,
            wilsonHops(dimension, sense, V, at => psi(s, at), x),
          );
        }
      },
      { slices: extent5 },
    );
  },
);
