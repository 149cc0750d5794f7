/**
 * The clover term of Sheikholeslami and Wohlert, added to the 1 of D = 1 − κ H:
 *   A = 1 + (i c_SW κ / 2) Σ_{μ ≠ ν} σ_{μν} F_{μν} = 1 − c_SW κ Σ_{μ < ν} γ_μ γ_ν F_{μν},
 *   σ_{μν} = (i/2) [γ_μ, γ_ν],   F_{μν} = (Q − Q†) / 8,
 * with Q_{μν}(x) the sum of the four plaquettes that touch x and turn from μ to ν. F is antihermitian, A hermitian,
 * and A commutes with γ₅: in the chiral basis it is two blocks. The plaquettes are closed, so boundary phases cancel.
 *
 * Derivatives: Re tr(B dA) = Re sum tr(C_{μν} dF_{μν}) for hermitian blocks B, by the exact adjoints of the kernels
 * that make A from the links. All derivatives of one force are gathered in one B.
 *
 * Reference: B. Sheikholeslami and R. Wohlert, Nucl. Phys. B 259, 572 (1985).
 */
import { transport } from '../../gauge/index.ts';
import { Complex, type Group, groupNamed, links, type MatrixReader, matrices } from '../../group/index.ts';
import { input, kernelFamily, output, parameter, several, siteKernel, sum, update } from '../../kernel/index.ts';
import { word } from '../../loops/index.ts';
import { gammaBlock, gammaBlockDagger, type PowerOfI } from '../spinor/gamma.ts';
import { spinors, timesPowerOfI } from '../spinor/spinors.ts';
import { applyBlocks, type Block, blockSize, hermitianBlocks, invertHermitian, square } from './hermitianBlocks.ts';

const groups = () => [[groupNamed('SU(2)')], [groupNamed('SU(3)')]] as const;
const dimension = 4;

/** The planes (μ, ν), μ < ν. */
export const planes: readonly (readonly [number, number])[] = [
  [0, 1],
  [0, 2],
  [0, 3],
  [1, 2],
  [1, 3],
  [2, 3],
];

/** F_{μν} = (Q − Q†) / 8 */
export const cloverLeaves = kernelFamily(
  'cloverLeaves',
  () => groups().map(([group]) => [group, 1, 3] as const),
  (group: Group, mu: number, nu: number) =>
    siteKernel(
      'cloverLeaves',
      dimension,
      { U: input(links(group, dimension)), F: output(matrices(group, 1)) },
      ({ U, F }, x) => {
        const [a, b] = [mu + 1, nu + 1];
        const corners = [
          [a, b],
          [b, -a],
          [-a, -b],
          [-b, a],
        ];
        const leaves = corners.map(([p, q]) => transport(U, word([p, q, -p, -q], { dimension }), x));
        const total = leaves.reduce((s, leaf) => s.add(leaf));
        F.set(0, total.sub(total.dagger()).scale(1 / 8));
      },
    ),
);

/** i^power in row `row` of γ_μ γ_ν for upper (0) or lower (1) components, and its column. */
function sigmaRow(mu: number, nu: number, chirality: number, row: number): { column: number; power: PowerOfI } {
  const [first, second] =
    chirality === 0
      ? [gammaBlock(dimension, mu), gammaBlockDagger(dimension, nu)]
      : [gammaBlockDagger(dimension, mu), gammaBlock(dimension, nu)];
  const middle = first[row];
  const last = second[middle.column];
  return { column: last.column, power: ((middle.power + last.power) % 4) as PowerOfI };
}

/** A − 1, its upper and lower block. */
function cloverTerm(group: Group, F: readonly MatrixReader[], coefficient: Complex['re']): [Block, Block] {
  const n = blockSize(group, dimension);
  const { colours } = group;
  const blockOf = (chirality: number) =>
    square(n, (i, j) => {
      const [row, column] = [Math.floor(i / colours), Math.floor(j / colours)];
      const parts = planes.flatMap(([mu, nu], k) => {
        const sigma = sigmaRow(mu, nu, chirality, row);
        if (sigma.column !== column) return [];
        return [timesPowerOfI(F[k](0).entry(i % colours, j % colours), sigma.power)];
      });
      return parts.reduce((s, z) => s.add(z)).scale(coefficient.neg());
    });
  return [blockOf(0), blockOf(1)];
}

/** The strengths in all planes. */
const strengths = (group: Group) => several(planes.length, input(matrices(group, 1)));

/** A = 1 + clover term; `coefficient` is c_SW κ. */
export const cloverBlocks = kernelFamily('cloverBlocks', groups, (group: Group) =>
  siteKernel(
    'cloverBlocks',
    dimension,
    { F: strengths(group), coefficient: parameter, A: output(hermitianBlocks(group, dimension)) },
    ({ F, coefficient, A }) => {
      const one = coefficient.graph.constant(1);
      const [upper, lower] = cloverTerm(group, F, coefficient).map(block =>
        block.map((row, i) => row.map((z, j) => (i === j ? new Complex(z.re.add(one), z.im) : z))),
      );
      A.set([upper, lower]);
    },
  ),
);

/** total = Re tr(B A'), A' the clover term without the 1. Its adjoint with respect to the F gives the force. */
export const cloverTrace = kernelFamily('cloverTrace', groups, (group: Group) =>
  siteKernel(
    'cloverTrace',
    dimension,
    {
      F: strengths(group),
      coefficient: parameter,
      B: input(hermitianBlocks(group, dimension)),
      total: sum,
    },
    ({ F, coefficient, B, total }) => {
      const terms = cloverTerm(group, F, coefficient);
      B().forEach((block, b) => {
        block.forEach((row, i) => {
          for (const [j, z] of row.entries()) total.add(z.mul(terms[b][j][i]).re);
        });
      });
    },
  ),
);

/** A⁻¹ and ln |det A|, summed over sites; `negative` counts the sites where A is not positive. */
export const cloverInverse = kernelFamily('cloverInverse', groups, (group: Group) =>
  siteKernel(
    'cloverInverse',
    dimension,
    {
      A: input(hermitianBlocks(group, dimension)),
      inverse: output(hermitianBlocks(group, dimension)),
      logDeterminant: sum,
      negative: sum,
    },
    ({ A, inverse, logDeterminant, negative }) => {
      const inverted = A().map(invertHermitian);
      inverse.set([inverted[0].inverse, inverted[1].inverse]);
      // One logarithm per block instead of one per row.
      for (const { pivots } of inverted)
        logDeterminant.add(
          pivots
            .reduce((a, b) => a.mul(b))
            .abs()
            .log(),
        );
      const smallest = inverted.flatMap(({ pivots }) => pivots).reduce((a, b) => a.min(b));
      negative.add(smallest.lessOrEqual(0).select(1, 0));
    },
  ),
);

/** out = A ψ */
export const blockProduct = kernelFamily('blockProduct', groups, (group: Group) =>
  siteKernel(
    'blockProduct',
    dimension,
    {
      A: input(hermitianBlocks(group, dimension)),
      psi: input(spinors(group, dimension)),
      out: output(spinors(group, dimension)),
    },
    ({ A, psi, out }) => out.set(applyBlocks(A(), psi())),
  ),
);

/** B += weight (X Y† + Y X†) / 2, chirality by chirality: Re tr(B dA) is then weight Re Y† dA X. */
export const outerProduct = kernelFamily('cloverOuterProduct', groups, (group: Group) =>
  siteKernel(
    'cloverOuterProduct',
    dimension,
    {
      weight: parameter,
      X: input(spinors(group, dimension)),
      Y: input(spinors(group, dimension)),
      B: update(hermitianBlocks(group, dimension)),
    },
    ({ weight, X, Y, B }) => {
      const half = weight.mul(0.5);
      const [x, y] = [X(), Y()].map(psi => [psi.slice(0, psi.length / 2).flat(), psi.slice(psi.length / 2).flat()]);
      const blocks = B().map((block, b) =>
        block.map((row, i) =>
          row.map((z, j) => {
            if (j > i) return z;
            const product = x[b][i].mul(y[b][j].conjugate()).add(y[b][i].mul(x[b][j].conjugate()));
            return z.add(product.scale(half));
          }),
        ),
      );
      B.set([blocks[0], blocks[1]]);
    },
  ),
);
