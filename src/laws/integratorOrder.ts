/**
 * The order of an integrator, twice. With its steps a pendulum, one force sin(q + δ_g) per force group, is moved in plain
 * numbers: halving the steps divides the distance to the exact end by 2^order. And on a lattice, for schemes of fourth
 * order, halving the steps divides the root mean square of ΔH by 2⁴, which would be 2² if a force-gradient step were wrong.
 *
 * Reference: I. P. Omelyan, I. M. Mryglod, R. Folk, Comput. Phys. Commun. 151, 272 (2003).
 */
import { add, type Configuration, key } from '../lattice/index.ts';
import { type Forces, molecularDynamics, phaseSpace, type Schedule } from '../markov/index.ts';
import { type Finding, finding } from './finding.ts';

/** The schedule of a trajectory of this length in so many steps. */
export type Schedules = (steps: number, length: number) => Schedule;

export interface OrderOptions {
  /** How much of the order may be lacking. */
  readonly tolerance?: number;
  /** Steps of the coarsest trajectory. */
  readonly steps?: number;
  /** Length of the trajectory in molecular-dynamics time. */
  readonly length?: number;
}

const law = 'order of the integrator';
const draws = 3;
/** Below this share of the action ΔH is rounding. */
const smallest = 1e-10;

const lacking = (order: number, measured: number) => Math.max(0, order - measured);
const seen = (order: number, measured: number) => `order ${measured.toFixed(2)}, expected ${order}`;

/** Of a pendulum: costs nothing, and sees every coefficient. */
export function pendulumOrderLaw(
  schedules: Schedules,
  { tolerance = 0.3, steps = 12, length = 2 }: OrderOptions = {},
): Finding {
  const tried = [1, 2, 4].map(factor => schedules(factor * steps, length));
  const { order } = tried[0].scheme;
  const ends = tried.map(swung);
  const apart = (k: number) => Math.hypot(ends[k].q - ends[k + 1].q, ends[k].p - ends[k + 1].p);
  const measured = Math.log2(apart(0) / apart(1));
  return finding(`${law}, of a pendulum`, lacking(order, measured), tolerance, seen(order, measured));
}

function swung({ steps, groups }: Schedule): { q: number; p: number } {
  let [q, p] = [0.4, 1.1];
  const force = (group: string, at: number) => Math.sin(at + groups.indexOf(group));
  for (const { who, time, shift } of steps) {
    if (who === 'drift') {
      q += time * p;
      continue;
    }
    const against = (shift?.along ?? []).reduce((sum, group) => sum + force(group, q), 0);
    p -= time * force(who, q - (shift?.by ?? 0) * against);
  }
  return { q, p };
}

/** Of the energy on a lattice: sees how force-gradient steps are taken. */
export function latticeOrderLaw<F extends Configuration<F>>(
  schedules: Schedules,
  u: F,
  forces: Forces<F>,
  { tolerance = 1, steps = 2, length = 0.16 }: OrderOptions = {},
): Finding {
  const conserved = add(...Object.values(forces));
  const phase = phaseSpace(u.clone(), u.momentum(), u.momentum());
  const energy = () => phase.kinetic() + conserved.value(phase.u);
  const tried = [steps, 2 * steps].map(count => schedules(count, length));
  const [coarse, fine] = tried.map(schedule =>
    Array.from({ length: draws }, (_, draw) => {
      phase.u.copyFrom(u);
      phase.drawMomenta(key(7, draw, 'momentum'));
      const before = energy();
      molecularDynamics(schedule, phase, forces);
      return energy() - before;
    }),
  );
  const { order } = tried[0].scheme;
  const size = u.field.lattice.volume + Math.abs(conserved.value(u));
  const isRounding = Math.hypot(...coarse) < smallest * size;
  const measured = isRounding ? Number.POSITIVE_INFINITY : Math.log2(Math.hypot(...coarse) / Math.hypot(...fine));
  return finding(`${law}, on the lattice`, lacking(order, measured), tolerance, seen(order, measured));
}
