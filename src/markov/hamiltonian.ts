/**
 * Phase space of hybrid Monte Carlo: links U and momenta P = i p^a T_a, with
 *   H = K + S(U),   K = 1/2 sum_{x,mu,a} (p^a_mu(x))^2,   p^a ~ N(0, 1),
 *   dU/dt = P U,   dp^a/dt = -dS/dq^a.
 * Both halves of this flow are exact maps, `drift` and `kick`; what they compose to is the integrator's business.
 *
 * Reference: S. Duane, A. D. Kennedy, B. J. Pendleton, D. Roweth, Phys. Lett. B 195, 216 (1987).
 */
import { drift, type GaugeField } from '../gauge/index.ts';
import { add, axpy, drawGaussian, type Field, type Functional, type Key, norm2 } from '../lattice/index.ts';

export interface PhaseSpace {
  readonly u: GaugeField;
  /** The coefficients p^a: algebraSize reals per link. */
  readonly momenta: Field;
  drawMomenta(key: Key): void;
  /** p <- -p */
  reverseMomenta(): void;
  /** K */
  kinetic(): number;
  /** U <- exp(time P) U */
  drift(time: number): void;
  /**
   * p <- p - time dS/dq, the force at `links` (default: u); returns sum (dS/dq^a)^2. The momenta stay as they are if
   * that is not finite.
   */
  kick(action: Functional<GaugeField>, time: number, links?: GaugeField): number;
  /** exp(-by F) U, F the sum of the forces of these actions at U. Valid until the next call. */
  movedAgainst(actions: readonly Functional<GaugeField>[], by: number): GaugeField;
}

/** Binds the kernels of molecular dynamics to these fields, once. `momenta` and `force` are of `forceSize`. */
export function phaseSpace(u: GaugeField, momenta: Field, force: Field): PhaseSpace {
  const { dimension } = u.lattice;
  const size = u.forceSize;
  const moveLinks = drift(u.group, dimension).bind({ U: u.field, P: momenta });
  const addForce = axpy(size, dimension).bind({ x: force, y: momenta });
  const double = axpy(size, dimension).bind({ x: momenta, y: momenta });
  const momentumSquared = norm2(size, dimension).bind({ x: momenta });
  const forceSquared = norm2(size, dimension).bind({ x: force });
  let moved: { readonly links: GaugeField; readonly along: (time: number) => void } | undefined;
  const movedLinks = () => {
    if (moved) return moved;
    const links = u.clone();
    const move = drift(u.group, dimension).bind({ U: links.field, P: force });
    moved = { links, along: time => void move({ eps: time }) };
    return moved;
  };
  return {
    u,
    momenta,
    drawMomenta: key => drawGaussian(momenta, key),
    reverseMomenta: () => void double({ a: -2 }),
    kinetic: () => momentumSquared().total / 2,
    drift: time => void moveLinks({ eps: time }),
    kick(action, time, links = u) {
      action.gradient(links, force);
      const squared = forceSquared().total;
      if (Number.isFinite(squared)) addForce({ a: -time });
      return squared;
    },
    movedAgainst(actions, by) {
      const { links, along } = movedLinks();
      links.copyFrom(u);
      const [first, ...others] = actions;
      (others.length === 0 ? first : add(...actions)).gradient(u, force);
      along(-by);
      return links;
    },
  };
}
