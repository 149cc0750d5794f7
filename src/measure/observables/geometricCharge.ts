/**
 * The topological charge of U(1) in two dimensions, by the angles of the plaquettes:
 *   Q = (1/2π) Σ_x arg U_P(x),   U_P = U_x(x) U_t(x + x̂) U_x†(x + t̂) U_t†(x),   −π < arg ≤ π.
 * The product of all plaquettes of a torus is 1, so Q is an integer on every configuration, without smoothing. Its sign is that
 * of the flux: Q = k for `constantFlux` with flux k in (x, t).
 *
 * Reference: C. Panagiotakopoulos, Nucl. Phys. B 251, 61 (1985); M. Lüscher, Commun. Math. Phys. 85, 39 (1982) (the
 * geometric definition, in four dimensions).
 */
import { transport } from '../../gauge/index.ts';
import { groupNamed, links } from '../../group/index.ts';
import { input, kernelFamily, output, reals, siteKernel, sum } from '../../kernel/index.ts';
import { plaquettes } from '../../loops/index.ts';

/** q(x) = arg U_P(x) / 2π, and its sum over sites */
export const geometricCharge = kernelFamily(
  'geometricCharge',
  () => [[2]] as const,
  (dimension: number) =>
    siteKernel(
      'geometricCharge',
      dimension,
      { U: input(links(groupNamed('U(1)'), dimension)), D: output(reals(1)), total: sum },
      ({ U, D, total }, x) => {
        const [path] = plaquettes(dimension);
        const { re, im } = transport(U, path, x).trace();
        const density = im.atan2(re).mul(1 / (2 * Math.PI));
        D.set(0, density);
        total.add(density);
      },
    ),
);
