/** An action seen by one spin at a time: how much it changes when that spin turns. */
import type { Functional } from '../../lattice/index.ts';
import type { SpinField } from '../spinField.ts';

export interface Walk {
  /** S of the current spins. */
  readonly action: number;
  /** S with this spin at the site, minus S now. */
  change(site: number, spin: ArrayLike<number>): number;
  /** Makes the change that was asked for last. */
  accept(): void;
}

/** An action that can be followed spin by spin. */
export interface SpinAction extends Functional<SpinField> {
  /**
   * Begins at these spins, as many reals per site as they have components, x fastest. They change with every `accept`.
   * A walk is valid until the next one of the same action begins.
   *
   * @param updates how many changes will be asked for, roughly: some ways pay for long walks only. Default: one per site
   */
  walk(spins: Float64Array, updates?: number): Walk;
}

/** The coupling of two spins: how much the product with the spin at `site` + … counts in −S. */
export interface Neighbours {
  /** The neighbours of site i are `sites[first[i] … first[i + 1] − 1]`, … */
  readonly first: Int32Array;
  readonly sites: Int32Array;
  /** … with these couplings. */
  readonly couplings: Float64Array;
}

/** The lists in a row. */
export function neighboursFrom(
  lists: readonly (readonly { readonly site: number; readonly coupling: number }[])[],
): Neighbours {
  const first = new Int32Array(lists.length + 1);
  lists.forEach((list, i) => {
    first[i + 1] = first[i] + list.length;
  });
  const all = lists.flat();
  return {
    first,
    sites: Int32Array.from(all, ({ site }) => site),
    couplings: Float64Array.from(all, ({ coupling }) => coupling),
  };
}

/** S = −½ Σ_i Σ_{j of i} K_ij S_i·S_j − Σ_i h·S_i; as many components as h has. */
export function bilinearValue(spins: Float64Array, { first, sites, couplings }: Neighbours, h: Float64Array): number {
  const n = h.length;
  let value = 0;
  for (let i = 0; i + 1 < first.length; i++) {
    for (let c = 0; c < n; c++) {
      let field = h[c];
      for (let k = first[i]; k < first[i + 1]; k++) field += (couplings[k] * spins[sites[k] * n + c]) / 2;
      value -= spins[i * n + c] * field;
    }
  }
  return value;
}

/** The same by one spin at a time: the change is a product with the field of the neighbours. `action` is its value now. */
export function bilinearWalk(spins: Float64Array, neighbours: Neighbours, h: Float64Array, action: number): Walk {
  const { first, sites, couplings } = neighbours;
  const n = h.length;
  const proposed = new Float64Array(n);
  let [at, change, now] = [0, 0, action];
  return {
    get action() {
      return now;
    },
    change(site, spin) {
      at = site;
      change = 0;
      for (let c = 0; c < n; c++) {
        let field = h[c];
        for (let k = first[site]; k < first[site + 1]; k++) field += couplings[k] * spins[sites[k] * n + c];
        proposed[c] = spin[c];
        change -= (proposed[c] - spins[site * n + c]) * field;
      }
      return change;
    },
    accept() {
      spins.set(proposed, at * n);
      now += change;
    },
  };
}

/** An action of which only the value of all spins together is known. */
export function wholeWalk(spins: Float64Array, components: number, value: (spins: Float64Array) => number): Walk {
  const trial = spins.slice();
  let [at, now, next] = [0, value(spins), 0];
  return {
    get action() {
      return now;
    },
    change(site, spin) {
      const begin = components * at;
      trial.set(spins.subarray(begin, begin + components), begin);
      at = site;
      for (let c = 0; c < components; c++) trial[components * site + c] = spin[c];
      next = value(trial);
      return next - now;
    },
    accept() {
      const begin = components * at;
      spins.set(trial.subarray(begin, begin + components), begin);
      now = next;
    },
  };
}
