/**
 * Which numbers of a field have changed, by parity of the site and component: among ranks only those travel that are
 * newer than what the other ones hold.
 */
import type { Parity } from './grid.ts';
import type { Region } from './halo.ts';

export class Changes {
  /** Rises with every change. */
  time = 0;
  private readonly components: number;
  /** When each component on even sites, then on odd ones, has changed last. */
  private readonly changed: Float64Array;
  /** When they have been exchanged last. */
  private readonly exchanged = new Map<Region, Float64Array>();

  constructor(components: number) {
    this.components = components;
    this.changed = new Float64Array(2 * components);
  }

  /** These components on sites of a parity are new now. */
  mark(sites: Parity, components?: readonly number[]): void {
    this.time++;
    for (const parity of [0, 1] as const) {
      if (sites === (parity === 0 ? 'odd' : 'even')) continue;
      const first = parity * this.components;
      if (components) for (const c of components) this.changed[first + c] = this.time;
      else this.changed.fill(this.time, first, first + this.components);
    }
  }

  /** Those of the components that are newer here than in the region, which has them from now on. */
  taken(region: Region, parity: 0 | 1, components: readonly number[]): number[] {
    const first = parity * this.components;
    let exchanged = this.exchanged.get(region);
    if (!exchanged) {
      exchanged = new Float64Array(this.changed.length);
      this.exchanged.set(region, exchanged);
    }
    const newer: number[] = [];
    for (const c of components) {
      if (this.changed[first + c] <= exchanged[first + c]) continue;
      newer.push(c);
      exchanged[first + c] = this.time;
    }
    return newer;
  }
}
