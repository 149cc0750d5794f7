/** Forces that tell how far a trajectory is. */
import type { GaugeField } from '../../gauge/index.ts';
import type { Functional } from '../../lattice/index.ts';
import type { ProgressListener } from '../progress.ts';

/** @param expected how many forces a trajectory evaluates */
export function watchedForces(progress: ProgressListener | undefined, expected: () => number) {
  let evaluated = 0;
  let of = 0;
  const watched = (force: Functional<GaugeField>, listener: ProgressListener): Functional<GaugeField> => ({
    name: force.name,
    cites: force.cites,
    value: u => force.value(u),
    differential: (u, out) => force.differential(u, out),
    gradient(u, out) {
      listener.force(++evaluated, of);
      force.gradient(u, out);
    },
  });
  return {
    /** A trajectory begins. */
    begin() {
      evaluated = 0;
      of = progress === undefined ? 0 : expected();
    },
    all<Names extends string>(forces: Readonly<Record<Names, Functional<GaugeField>>>): typeof forces {
      if (progress === undefined) return forces;
      const entries = Object.entries<Functional<GaugeField>>(forces);
      return Object.fromEntries(entries.map(([name, force]) => [name, watched(force, progress)])) as typeof forces;
    },
  };
}
