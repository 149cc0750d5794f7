/** The Wilson hopping term on every slice of a five-dimensional field, and the derivative of its bilinears. */
import { forEachDirection } from '../../gauge/index.ts';
import { algebra, type Group, groupNamed, links } from '../../group/index.ts';
import { inPlace, input, kernelFamily, parameter, siteKernel, update } from '../../kernel/index.ts';
import { type Sense, wilsonHops } from '../wilson/dslash.ts';
import { hopForce } from '../wilson/force.ts';
import { slices } from './fifth.ts';

/** Slices per kernel: the links are read once for so many, and the code stays small. */
export const slicesTogether = 4;

const examples = () =>
  [
    [groupNamed('SU(2)'), 4, 3, 1, 2, 1],
    [groupNamed('SU(3)'), 4, 2, 0, 2, -1],
    [groupNamed('U(1)'), 2, 4, 2, 2, 1],
  ] as const;

/** out_s = H psi_s (sense 1) or H† psi_s (sense -1) for `count` slices from `first`; the others keep their values. */
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

const forceExamples = () =>
  [
    [groupNamed('SU(2)'), 4, 2, 1],
    [groupNamed('U(1)'), 2, 3, 0],
  ] as const;

/** F^a_mu(x) += weight d Re <Y_s, H X_s> / dq^a for one slice (wilson/force.ts). */
export const slicedForce = kernelFamily(
  'slicedForce',
  forceExamples,
  (group: Group, dimension: number, extent5: number, s: number) => {
    const five = slices(group, dimension, extent5);
    return siteKernel(
      'slicedForce',
      dimension,
      {
        weight: parameter,
        V: input(links(group, dimension)),
        nearX: input(five),
        nearY: input(five),
        farX: input(five),
        farY: input(five),
        F: update(algebra(group, dimension)),
      },
      ({ weight, V, nearX, nearY, farX, farY, F }, x) =>
        forEachDirection(dimension, mu => {
          const there = x.plus(mu);
          const force = hopForce(group, dimension, mu, V(mu, x), {
            nearX: nearX(s, x),
            nearY: nearY(s, x),
            farX: farX(s, there),
            farY: farY(s, there),
          });
          F.set(
            mu,
            F(mu).map((old, a) => old.add(force[a].mul(weight))),
          );
        }),
    );
  },
);
