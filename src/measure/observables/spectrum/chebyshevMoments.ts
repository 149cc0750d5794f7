/**
 * Spectral densities from Chebyshev moments. For a hermitian A with eigenvalues in [0, top], x = 2 A / top − 1 and
 *   μ_k = Tr T_k(x),
 * estimated by ⟨η† T_k(x) η⟩ with noise, or summed over unit vectors. The number of eigenvalues below λ is
 *   N(λ) = (1/π) [ (π − θ) μ₀ − 2 Σ_{k=1}^{K−1} g_k μ_k sin(k θ) / k ],   cos θ = 2 λ / top − 1,
 * with the damping g_k of D. Jackson against Gibbs oscillations. A step is resolved to π/K in θ: best at the ends of the
 * spectrum, near λ = 0 to about (π/K)² top / 4.
 *
 * T_{k+1} = 2 x T_k − T_{k−1}; and 2 T_k T_k = T_2k + T₀, 2 T_{k+1} T_k = T_{2k+1} + T₁ give two moments for each
 * application of A.
 *
 * Reference: A. Weisse, G. Wellein, A. Alvermann and H. Fehske, Rev. Mod. Phys. 78, 275 (2006), cond-mat/0504627.
 */
import type { PositiveOperator } from '../../../fermion/index.ts';
import { axpy, dot, type Field } from '../../../lattice/index.ts';

/** Prepares η → ⟨η, T_k(x) η⟩ for k = 0 … count-1, with the links that the operator has at that time. */
export function chebyshevMoments(
  operator: PositiveOperator,
  top: number,
  count: number,
): (eta: Float64Array) => Float64Array {
  const { lattice, components, parity } = operator;
  const sites = { sites: parity };
  const vector = () => lattice.field(components, { parity });
  const pair = [vector(), vector()] as const;
  const image = vector();
  const apply = pair.map(field => operator.bind(field, image));
  const add = pair.map(field => axpy(components, lattice.dimension).bind({ x: image, y: field }, sites));
  const product = (x: Field, y: Field) => dot(components, lattice.dimension).bind({ x, y }, sites);
  const squares = pair.map(field => product(field, field));
  const between = product(...pair);
  return eta => {
    const moments = new Float64Array(count);
    const record = (k: number, value: number) => {
      if (k < count) moments[k] = value;
    };
    // Vector k mod 2 holds sign[k mod 2] T_k η, because the recursion without a sign would need a copy.
    const sign = [1, 1];
    pair[0].fromArray(eta);
    pair[1].fill(0);
    apply[0](-top / 2);
    add[1]({ a: 2 / top });
    const norm = squares[0]().total;
    const first = between().total;
    record(0, norm);
    record(1, first);
    for (let k = 1; 2 * k < count; k++) {
      const [now, before] = [k % 2, (k + 1) % 2];
      record(2 * k, 2 * squares[now]().total - norm);
      if (2 * k + 1 >= count) break;
      apply[now](-top / 2);
      add[before]({ a: (-4 / top) * sign[now] * sign[before] });
      sign[before] = -sign[before];
      record(2 * k + 1, 2 * sign[0] * sign[1] * between().total - first);
    }
    return moments;
  };
}

/** N(λ) from the moments of all eigenvalues in [0, top]. */
export function eigenvaluesBelow(moments: Float64Array, top: number, lambda: number): number {
  if (lambda <= 0) return 0;
  if (lambda >= top) return moments[0];
  const theta = Math.acos((2 * lambda) / top - 1);
  const K = moments.length;
  let total = (Math.PI - theta) * moments[0];
  for (let k = 1; k < K; k++) total -= (2 * jackson(k, K) * moments[k] * Math.sin(k * theta)) / k;
  return total / Math.PI;
}

/** g_k of K moments. */
function jackson(k: number, K: number): number {
  const angle = Math.PI / (K + 1);
  return ((K - k + 1) * Math.cos(k * angle) + Math.sin(k * angle) / Math.tan(angle)) / (K + 1);
}
