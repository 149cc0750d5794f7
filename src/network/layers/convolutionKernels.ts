/** Site kernels of lattice gauge-equivariant convolution. All features lead n → n + μ, as links do. */
import { carried, forEachDirection, theories } from '../../gauge/index.ts';
import { type Group, links, type Matrix, matrices } from '../../group/index.ts';
import { input, kernelFamily, output, parameter, several, siteKernel } from '../../kernel/index.ts';

/** How features of neighbours come to a site: along links, or as they are, which breaks gauge covariance. */
export type Transport = 'links' | 'none';

const every = () => theories();

/** T_μ(n) = 1/(2(D−1)) Σ_{ν≠μ} [ U_ν(n) A_μ(n+ν) U_ν(n+μ)† + U_ν(n−ν)† A_μ(n−ν) U_ν(n−ν+μ) ], or without the U. */
export const gathered = kernelFamily(
  'gathered',
  () => every().flatMap(theory => (['links', 'none'] as const).map(transport => [...theory, transport] as const)),
  (group: Group, dimension: number, transport: Transport) => {
    const type = matrices(group, dimension);
    return siteKernel(
      'gathered',
      dimension,
      { U: input(links(group, dimension)), A: input(type), T: output(type) },
      ({ U, A, T }, x) =>
        forEachDirection(dimension, mu => {
          const terms: Matrix[] = [];
          for (let nu = 0; nu < dimension; nu++) {
            if (nu === mu) continue;
            if (transport === 'none') terms.push(A(mu, x.plus(nu)), A(mu, x.minus(nu)));
            else
              for (const side of ['forward', 'backward'] as const)
                terms.push(carried(side, U, at => A(mu, at), [mu, nu], x));
          }
          T.set(mu, terms.reduce((a, b) => a.add(b)).scale(1 / terms.length));
        }),
    );
  },
);

/** B = Σ_i w_i A_i */
export const featureSum = kernelFamily(
  'featureSum',
  () => every().map(theory => [...theory, 2] as const),
  (group: Group, dimension: number, count: number) => {
    const type = matrices(group, dimension);
    return siteKernel(
      'featureSum',
      dimension,
      { w: several(count, parameter), A: several(count, input(type)), B: output(type) },
      ({ w, A, B }) =>
        forEachDirection(dimension, mu => {
          B.set(
            mu,
            A.map((a, i) => a(mu).scale(w[i])).reduce((a, b) => a.add(b)),
          );
        }),
    );
  },
);

/** P_μ = ½ (A U† B + B U† A), which the reflection of μ turns into its dagger, as it does A and B. */
export const symmetricProduct = kernelFamily('symmetricProduct', every, (group: Group, dimension: number) => {
  const type = matrices(group, dimension);
  return siteKernel(
    'symmetricProduct',
    dimension,
    { U: input(links(group, dimension)), A: input(type), B: input(type), P: output(type) },
    ({ U, A, B, P }) =>
      forEachDirection(dimension, mu => {
        const closing = U(mu).dagger();
        const [a, b] = [A(mu), B(mu)];
        P.set(mu, a.mul(closing).mul(b).add(b.mul(closing).mul(a)).scale(0.5));
      }),
  );
});
