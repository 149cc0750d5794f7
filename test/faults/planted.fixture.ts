/**
 * What `vi.mock` puts in the place of phase space and conjugate gradients: the same, with a number planted where and
 * when a test says, and with the true residual of every solve kept.
 */
import type * as Solvers from '../../src/fermion/solvers/cg.ts';
import type { Field } from '../../src/lattice/index.ts';
import type * as Hamiltonian from '../../src/markov/hamiltonian.ts';

export const plan = {
  /** Where, or nowhere. */
  what: 'nothing' as 'nothing' | 'momenta' | 'force' | 'kinetic energy' | 'residual of CG' | 'source of CG',
  value: Number.NaN,
  /** Set from outside before each trajectory. */
  isDue: false,
  /** Recomputed for every solve, by the operator alone: |b - (A + shift) x| / |b|, and what was asked. */
  residuals: [] as { found: number; asked: number }[],
};

const isPlanted = (what: typeof plan.what) => plan.isDue && plan.what === what;

/** Puts the number into the first site. */
function plant(field: Field): void {
  const values = field.toArray();
  values[0] = plan.value;
  field.fromArray(values);
}

export const plantedPhaseSpace =
  (original: typeof Hamiltonian.phaseSpace): typeof Hamiltonian.phaseSpace =>
  (u, momenta, force) => {
    const phase = original(u, momenta, force);
    return {
      ...phase,
      drawMomenta(key) {
        phase.drawMomenta(key);
        if (isPlanted('momenta')) plant(momenta);
      },
      kinetic: () => (isPlanted('kinetic energy') ? plan.value : phase.kinetic()),
      kick(action, time, links) {
        if (!isPlanted('force')) return phase.kick(action, time, links);
        const broken = {
          ...{ name: action.name, cites: action.cites, value: action.value, differential: action.differential },
          gradient(at: typeof u, out: Field) {
            action.gradient(at, out);
            plant(out);
          },
        };
        return phase.kick(broken, time, links);
      },
    };
  };

export function plantedSolver({ ConjugateGradient }: typeof Solvers) {
  return class extends ConjugateGradient {
    override solve(b: Field, options: Solvers.ListenedOptions) {
      if (isPlanted('source of CG')) plant(b);
      const onStep: Solvers.StepListener = (alpha, beta) => {
        options.onStep?.(alpha, beta);
        if (isPlanted('residual of CG')) plant(this.residual);
      };
      // The right-hand side may be a vector of the solver itself.
      const right = b.toArray();
      const report = super.solve(b, { ...options, onStep });
      const image = this.solution.like();
      this.operator.bind(this.solution, image)(options.shift ?? 0);
      plan.residuals.push({ found: relativeDistance(image.toArray(), right), asked: options.tolerance });
      return report;
    }
  };
}

function relativeDistance(values: Float64Array, right: Float64Array): number {
  const norm = (list: Float64Array) => Math.sqrt(list.reduce((sum, value) => sum + value * value, 0));
  return norm(right.map((value, k) => value - values[k])) / norm(right);
}
