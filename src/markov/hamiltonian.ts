/**
 * Phase space of hybrid Monte Carlo: a configuration u of variables q and momenta p, with
 *   H = K + S(u),   K = ½ Σ p²,   p ~ N(0, 1),   dq/dt = p,   dp/dt = −dS/dq;
 * for links these are U_μ(x) and P = i pᵃ Tₐ, with dU/dt = P U. Both halves of this flow are exact maps, `drift` and `kick`;
 * what they compose to is the integrator's business.
 *
 * Reference: S. Duane, A. D. Kennedy, B. J. Pendleton, D. Roweth, Phys. Lett. B 195, 216 (1987).
 */
import {
  add,
  axpy,
  type Configuration,
  drawGaussian,
  type Field,
  type Functional,
  type Key,
  norm2,
} from '../lattice/index.ts';

export interface PhaseSpace<F> {
  readonly u: F;
  /** The coefficients p: `forceSize` reals per site. */
  readonly momenta: Field;
  drawMomenta(key: Key): void;
  /** p ← −p */
  reverseMomenta(): void;
  /** K */
  kinetic(): number;
  /** u ← exp(time p) u */
  drift(time: number): void;
  /**
   * p ← p − time dS/dq, the force at `at` (default: u); returns Σ (dS/dq)². The momenta stay as they are if that is not
   * finite.
   */
  kick(action: Functional<F>, time: number, at?: F): number;
  /** exp(−by F) u, F the sum of the forces of these actions at u. Valid until the next call. */
  movedAgainst(actions: readonly Functional<F>[], by: number): F;
}

/** Binds the kernels of molecular dynamics to these fields, once. `momenta` and `force` are of `forceSize`. */
export function phaseSpace<F extends Configuration<F>>(u: F, momenta: Field, force: Field): PhaseSpace<F> {
  const { dimension } = u.field.lattice;
  const size = u.forceSize;
  const move = u.bindDrift(momenta);
  const addForce = axpy(size, dimension).bind({ x: force, y: momenta });
  const double = axpy(size, dimension).bind({ x: momenta, y: momenta });
  const momentumSquared = norm2(size, dimension).bind({ x: momenta });
  const forceSquared = norm2(size, dimension).bind({ x: force });
  let moved: { readonly copy: F; readonly along: (time: number) => void } | undefined;
  const movedCopy = () => {
    if (moved) return moved;
    const copy = u.clone();
    moved = { copy, along: copy.bindDrift(force) };
    return moved;
  };
  return {
    u,
    momenta,
    drawMomenta: key => drawGaussian(momenta, key),
    reverseMomenta: () => void double({ a: -2 }),
    kinetic: () => momentumSquared().total / 2,
    drift: move,
    kick(action, time, at = u) {
      action.gradient(at, force);
      const squared = forceSquared().total;
      if (Number.isFinite(squared)) addForce({ a: -time });
      return squared;
    },
    movedAgainst(actions, by) {
      const { copy, along } = movedCopy();
      copy.copyFrom(u);
      const [first, ...others] = actions;
      (others.length === 0 ? first : add(...actions)).gradient(u, force);
      along(-by);
      return copy;
    },
  };
}
