/**
 * What walls act like in four dimensions. With q = P₋ ψ₀ + P₊ ψ_{L₅−1} and χ put on the same walls,
 *   q = [D(1)⁻¹ D(m) χ]_walls = ½ [(1 + m) + (1 − m) γ₅ ε(H_T)] χ,
 * so that m = −1 leaves γ₅ ε; ε(H_T) is the approximate sign of optimalWalls.ts. For L₅ → ∞ ε² = 1: |ε² χ − χ| says how far these walls
 * are from an overlap operator. For a source η and p = (1 − m) q + η what is seen half-way is Σ |q_middle|² = ¼ ⟨p, (1 − ε²) p⟩, for
 * numbers b and c; divided by Σ |q|² it is the residual mass.
 *
 * Reference: R. C. Brower, H. Neff and K. Orginos, Comput. Phys. Commun. 220, 1 (2017), arXiv:1206.5214.
 */
import type { Field } from '../../lattice/index.ts';
import { chiralSum } from '../overlap/chirality.ts';
import type { SolverOptions, SolverReport } from '../solvers/positiveOperator.ts';
import type { DomainWallOperator } from './operator.ts';
import { chiralSlices, DomainWallSolver } from './solve.ts';

/** Prepares out ← ε χ for the links of the operator, whose mass does not matter; the answer solves as precisely as is asked. */
export function effectiveSign(
  operator: DomainWallOperator,
  chi: Field,
  out: Field,
): (options: SolverOptions) => SolverReport {
  const { group, lattice, extent5 } = operator;
  const walls = chiralSlices(group, lattice.dimension, extent5, 0, extent5 - 1);
  const [entered, right] = [operator.scratch('effective sign: entered'), operator.scratch('effective sign: right')];
  const enter = walls.adjoint(['psi']).bind({ d_q: chi, d_psi: entered });
  const apply = operator.withMass(-1).bindDirac(entered, right);
  const solver = new DomainWallSolver(operator.withMass(1));
  const { solution } = solver;
  const turn = chiralSum(out.components, lattice.dimension).bind({ x: solution, y: solution, out });
  return options => {
    enter();
    apply();
    const report = solver.solveOnSlices(right, options);
    turn({ a: 0, b: 1, p: 0, q: 0 });
    return report;
  };
}
