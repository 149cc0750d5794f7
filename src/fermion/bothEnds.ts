/**
 * The matrices of all hops to and from a site, side by side: for hops k along V_k(x),
 *   B_{2k}(x) = V_k(x),   B_{2k+1}(x) = V_k(x − hop_k).
 * A hopping term reads them as one stream, in the order in which it uses them; from V itself it would read pieces of a few
 * hundred bytes in many places, which costs twice the time where links lie in memory. Every V_k(x) is kept twice, but those of
 * one launch, on even or on odd sites, are as many as before.
 */
import { type Group, type Matrix, matrices } from '../group/index.ts';
import type { FieldType } from '../kernel/index.ts';

/** The matrices at the kernel's own site: V_k(x), and V_k(x − hop_k), not daggered. */
export interface HopMatrices {
  ahead(k: number): Matrix;
  behind(k: number): Matrix;
}

export interface HopMatricesWriter {
  set(k: number, ahead: Matrix, behind: Matrix): void;
}

/** B for `count` hops. */
export function bothEnds(group: Group, count: number): FieldType<HopMatrices, HopMatricesWriter> {
  const type = matrices(group, 2 * count);
  return {
    ...type,
    name: `matrices of ${group.name} at both ends of ${count} hops`,
    reader: load => {
      const read = type.reader(load);
      return { ahead: k => read(2 * k), behind: k => read(2 * k + 1) };
    },
    writer: store => {
      const { set } = type.writer(store);
      return {
        set: (k, ahead, behind) => {
          set(2 * k, ahead);
          set(2 * k + 1, behind);
        },
      };
    },
  };
}
