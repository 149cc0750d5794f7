/** Site kernels that act on links one by one. */
import { algebra, type Group, groupNamed, links, matrices } from '../group/index.ts';
import { input, kernelFamily, output, parameter, reals, type Site, siteKernel, sum, update } from '../kernel/index.ts';

/** Groups and dimensions on which kernels are tested. */
export const theories = () =>
  [
    [groupNamed('SU(2)'), 4],
    [groupNamed('SU(3)'), 4],
    [groupNamed('U(1)'), 2],
    [groupNamed('SU(2)'), 3],
  ] as const;

export const forEachDirection = (dimension: number, visit: (mu: number) => void) => {
  for (let mu = 0; mu < dimension; mu++) visit(mu);
};

/** All ordered pairs of different directions. */
export function forEachPair(dimension: number, visit: (mu: number, nu: number) => void): void {
  forEachDirection(dimension, mu => {
    forEachDirection(dimension, nu => {
      if (nu !== mu) visit(mu, nu);
    });
  });
}

/** U_μ(x) ← exp(ε P_μ(x)) U_μ(x), P = i p^a T_a */
export const drift = kernelFamily('drift', theories, (group: Group, dimension: number) =>
  siteKernel(
    'drift',
    dimension,
    { eps: parameter, P: input(algebra(group, dimension)), U: update(links(group, dimension)) },
    ({ eps, P, U }) =>
      forEachDirection(dimension, mu => {
        const step = P(mu).map(p => p.mul(eps));
        U.set(mu, group.exponential(step).mul(U(mu)));
      }),
  ),
);

/** Nearest group elements; `defect` sums the squared change of the stored reals. */
export const reunitarise = kernelFamily('reunitarise', theories, (group: Group, dimension: number) =>
  siteKernel('reunitarise', dimension, { U: update(links(group, dimension)), defect: sum }, ({ U, defect }) =>
    forEachDirection(dimension, mu => {
      const old = U(mu);
      const mended = group.unitarise(old);
      U.set(mu, mended);
      for (const d of mended.sub(old).components) defect.add(d.mul(d));
    }),
  ),
);

/**
 * F^a = dS/dq^a from D = dS/d(stored reals of U): with U → exp(i q^a T_a) U,
 * F^a = Σ_c D_c (i T_a U)_c = −(n/k) project(U D†)^a, n and k the norms of the group.
 */
export const forceFromComponents = kernelFamily('forceFromComponents', theories, (group: Group, dimension: number) =>
  siteKernel(
    'forceFromComponents',
    dimension,
    {
      U: input(links(group, dimension)),
      D: input(matrices(group, dimension)),
      F: output(algebra(group, dimension)),
    },
    ({ U, D, F }) =>
      forEachDirection(dimension, mu => {
        const factor = -group.generatorNorm / group.componentNorm;
        F.set(
          mu,
          group.project(U(mu).mul(D(mu).dagger())).map(f => f.mul(factor)),
        );
      }),
  ),
);

/** V_μ(x) = Ω(x) U_μ(x) Ω(x+μ)† */
export const gaugeTransformation = kernelFamily('gaugeTransformation', theories, (group: Group, dimension: number) =>
  siteKernel(
    'gaugeTransformation',
    dimension,
    { Omega: input(links(group, 1)), U: input(links(group, dimension)), V: output(links(group, dimension)) },
    ({ Omega, U, V }, x: Site) =>
      forEachDirection(dimension, mu => {
        const there = Omega(0, x.plus(mu));
        V.set(mu, Omega(0, x).mul(U(mu)).mul(there.dagger()));
      }),
  ),
);

/** Group elements, Haar distributed if the reals of G are independent Gaussian numbers. */
export const groupFromGaussian = kernelFamily(
  'groupFromGaussian',
  () => theories().map(([group]) => [group, 1, 4] as const),
  (group: Group, count: number, dimension: number) =>
    siteKernel(
      'groupFromGaussian',
      dimension,
      { G: input(reals(count * group.linkSize)), U: output(links(group, count)) },
      ({ G, U }) =>
        forEachDirection(count, k => {
          const raw = Array.from({ length: group.linkSize }, (_, c) => G(k * group.linkSize + c));
          U.set(k, group.unitarise(group.matrix(raw)));
        }),
    ),
);
