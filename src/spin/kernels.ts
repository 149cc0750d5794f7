/** Site kernels that act on unit vectors one by one; rotations are those of the plane (n = 2) or of space (n = 3). */
import { SU2 } from '../group/index.ts';
import {
  type FieldType,
  hypotenuse,
  input,
  kernelFamily,
  output,
  parameter,
  type Real,
  reals,
  type Site,
  siteKernel,
  sum,
  update,
} from '../kernel/index.ts';

/** Components n that spins may have, with the number of their rotations, n(n − 1)/2. */
export const rotations: Readonly<Record<number, number>> = { 1: 0, 2: 1, 3: 3 };

export type SpinHandle = (at?: Site) => Real[];

/** One unit vector per site: `S(x)` is the list of its n components. */
export function spins(n: number): FieldType<SpinHandle, { set(value: readonly Real[]): void }> {
  const plain = reals(n);
  return {
    name: `unit vectors of ${n} components`,
    components: n,
    reader: load => at => Array.from({ length: n }, (_, c) => load(c, at!)),
    writer: store => ({ set: value => void value.map((part, c) => store(c, part)) }),
    sample(uniform) {
      const raw = plain.sample(uniform);
      const norm = hypotenuse(...raw);
      return raw.map(x => x / norm);
    },
  };
}

/** a · b */
export const inner = (a: readonly Real[], b: readonly Real[]): Real =>
  a.map((x, c) => x.mul(b[c])).reduce((total, term) => total.add(term));

const cross = ([a1, a2, a3]: readonly Real[], [b1, b2, b3]: readonly Real[]): Real[] => [
  a2.mul(b3).sub(a3.mul(b2)),
  a3.mul(b1).sub(a1.mul(b3)),
  a1.mul(b2).sub(a2.mul(b1)),
];

/**
 * R S for the rotation by the angle |p| around p. In space it is made from half the angle, q = (cos |p|/2, sin |p|/2 p/|p|):
 *   R S = S + 2 q₀ (q × S) + 2 q × (q × S).
 */
function rotated(p: readonly Real[], S: readonly Real[]): Real[] {
  if (S.length === 2) {
    const [cosine, sine] = [p[0].cos(), p[0].sin()];
    return [S[0].mul(cosine).sub(S[1].mul(sine)), S[0].mul(sine).add(S[1].mul(cosine))];
  }
  const [q0, ...q] = SU2.exponential(p).components;
  const once = cross(q, S).map(x => x.mul(2));
  const twice = cross(q, once);
  return S.map((s, c) => s.add(once[c].mul(q0)).add(twice[c]));
}

/** (dR/dpᵃ S) · D at p = 0: S × D in space, S₁ D₂ − S₂ D₁ in the plane. */
const torque = (S: readonly Real[], D: readonly Real[]): Real[] =>
  S.length === 2 ? [S[0].mul(D[1]).sub(S[1].mul(D[0]))] : cross(S, D);

const examples = () =>
  [
    [2, 2],
    [3, 1],
    [3, 3],
  ] as const;

/** S ← R(ε p) S */
export const rotate = kernelFamily('rotateSpins', examples, (n: number, dimension: number) =>
  siteKernel(
    'rotateSpins',
    dimension,
    { eps: parameter, p: input(reals(rotations[n])), S: update(spins(n)) },
    ({ eps, p, S }) => {
      const angle = Array.from({ length: rotations[n] }, (_, a) => p(a).mul(eps));
      S.set(rotated(angle, S()));
    },
  ),
);

/** S ← S/|S|; `defect` is the sum of the squared changes. */
export const normalise = kernelFamily('normaliseSpins', examples, (n: number, dimension: number) =>
  siteKernel('normaliseSpins', dimension, { S: update(spins(n)), defect: sum }, ({ S, defect }) => {
    const old = S();
    const norm = inner(old, old).sqrt();
    const mended = old.map(s => s.div(norm));
    S.set(mended);
    const change = mended.map((s, c) => s.sub(old[c]));
    defect.add(inner(change, change));
  }),
);

/** Fᵃ = dS/dqᵃ along S → R(q) S from D = dS/d(components of S). */
export const torqueFromComponents = kernelFamily('spinTorque', examples, (n: number, dimension: number) =>
  siteKernel(
    'spinTorque',
    dimension,
    { S: input(spins(n)), D: input(reals(n)), F: output(reals(rotations[n])) },
    ({ S, D, F }) => {
      const derivative = Array.from({ length: n }, (_, c) => D(c));
      for (const [a, f] of torque(S(), derivative).entries()) F.set(a, f);
    },
  ),
);

/** Everything that moves spins, or puts them back on their sphere. */
export const motionKernels = (n: number, dimension: number) => [
  normalise(n, dimension),
  ...(rotations[n] > 0 ? [rotate(n, dimension), torqueFromComponents(n, dimension)] : []),
];
