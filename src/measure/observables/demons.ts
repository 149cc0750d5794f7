/**
 * A microcanonical chain of links with demons. The demon of loop i carries an energy d_i within ± `range`; a link moves only if every demon
 * can pay for it, d_i ← d_i − ΔS_i, S_i = −(1/N) Σ Re tr W over the loops i, so that all sums S_i + d_i stay what they were. Proposals
 * are symmetric, hence the chain keeps the uniform weight on these sums, and where the links are a bath of couplings β_i demons
 * have the weight exp(−β_i d_i).
 *
 * It runs link after link on numbers in plain memory: demons see one link at a time.
 *
 * Reference: M. Creutz, Phys. Rev. Lett. 50, 1411 (1983).
 */
import type { GaugeField } from '../../gauge/index.ts';
import { modulo, rank, unrank } from '../../kernel/index.ts';
import { type Key, uniforms } from '../../lattice/index.ts';
import { staples, type Word } from '../../loops/index.ts';

export interface DemonOptions {
  /** Of every demon; its energy stays within ± this number. */
  readonly range: number;
  /** Sweeps before demons are looked at, and while they are. */
  readonly settle: number;
  readonly sweeps: number;
  /** Of proposals, as those of Metropolis updates. */
  readonly width: number;
}

/** The mean energy of each demon after every proposal. The links of `u` stay as they are. */
export function demonEnergies(
  u: GaugeField,
  loops: readonly (readonly Word[])[],
  { range, settle, sweeps, width }: DemonOptions,
  key: Key,
): number[] {
  const { extents, dimension, volume } = u.lattice;
  const { colours: n } = u.group;
  const links = complexLinks(u);
  const next = neighbours(extents);
  const words = loops.map(list => Array.from({ length: dimension }, (_, mu) => staples(list, mu, extents)));
  const size = 2 * n * n;
  const at = (site: number, mu: number) =>
    links.subarray((site * dimension + mu) * size, (site * dimension + mu + 1) * size);
  const [path, product, moved] = [0, 1, 2].map(() => new Float64Array(size));
  const sum = loops.map(() => new Float64Array(size));

  const gather = (k: number, site: number, mu: number) => {
    sum[k].fill(0);
    for (const { word, multiplicity } of words[k][mu]) {
      unit(path, n);
      let here = site;
      for (const { direction, sign } of word.steps) {
        if (sign < 0) here = next[2 * (here * dimension + direction) + 1];
        multiply(product, path, at(here, direction), n, sign < 0);
        path.set(product);
        if (sign > 0) here = next[2 * (here * dimension + direction)];
      }
      for (let c = 0; c < size; c++) sum[k][c] += multiplicity * path[c];
    }
  };

  const energy = loops.map(() => 0);
  const total = loops.map(() => 0);
  let proposals = 0;
  for (let sweep = 0; sweep < settle + sweeps; sweep++) {
    for (let mu = 0; mu < dimension; mu++) {
      for (let site = 0; site < volume; site++) {
        const link = at(site, mu);
        const slot = 3 * (sweep * dimension + mu);
        turned(
          moved,
          link,
          n,
          width,
          [0, 1, 2].flatMap(part => uniforms(key, site, slot + part)),
        );
        const after = energy.map((held, k) => {
          gather(k, site, mu);
          return held + (overlap(moved, sum[k]) - overlap(link, sum[k])) / n;
        });
        if (after.every(value => Math.abs(value) <= range)) {
          link.set(moved);
          for (let k = 0; k < energy.length; k++) energy[k] = after[k];
        }
        if (sweep < settle) continue;
        proposals++;
        for (let k = 0; k < energy.length; k++) total[k] += energy[k];
      }
    }
  }
  return total.map(value => value / proposals);
}

/** Row-major, re and im alternating, n² complex numbers for each link. */
function complexLinks({ field, group: { linkSize, colours } }: GaugeField): Float64Array {
  const stored = field.toArray();
  if (linkSize === 2 * colours * colours) return stored;
  // a₀ + i a·σ
  const out = new Float64Array(2 * stored.length);
  for (let k = 0; k < stored.length; k += 4) {
    const [a0, a1, a2, a3] = stored.subarray(k, k + 4);
    out.set([a0, a3, a2, a1, -a2, a1, a0, -a3], 2 * k);
  }
  return out;
}

/** Of site and direction: the next site along it, and the one before. */
function neighbours(extents: readonly number[]): Int32Array {
  const volume = extents.reduce((product, length) => product * length, 1);
  const table = new Int32Array(2 * volume * extents.length);
  for (let site = 0; site < volume; site++) {
    const place = unrank(site, extents);
    for (let mu = 0; mu < extents.length; mu++) {
      for (const [k, step] of [1, -1].entries()) {
        const there = place.map((x, nu) => (nu === mu ? modulo(x + step, extents[nu]) : x));
        table[2 * (site * extents.length + mu) + k] = rank(there, extents);
      }
    }
  }
  return table;
}

function unit(m: Float64Array, n: number): void {
  m.fill(0);
  for (let i = 0; i < n; i++) m[2 * (i * n + i)] = 1;
}

/** out = a b, or a b† */
function multiply(out: Float64Array, a: Float64Array, b: Float64Array, n: number, dagger: boolean): void {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let [re, im] = [0, 0];
      for (let k = 0; k < n; k++) {
        const left = 2 * (i * n + k);
        const right = dagger ? 2 * (j * n + k) : 2 * (k * n + j);
        const sign = dagger ? -1 : 1;
        re += a[left] * b[right] - sign * a[left + 1] * b[right + 1];
        im += a[left + 1] * b[right] + sign * a[left] * b[right + 1];
      }
      out[2 * (i * n + j)] = re;
      out[2 * (i * n + j) + 1] = im;
    }
  }
}

/** Re tr a b† */
function overlap(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let c = 0; c < a.length; c++) sum += a[c] * b[c];
  return sum;
}

/** out = g link: a phase for U(1), else an element of SU(2) in two of the rows, whose vector part is uniform in a cube. */
function turned(out: Float64Array, link: Float64Array, n: number, width: number, draws: readonly number[]): void {
  const [x, y, z, first, second] = draws;
  out.set(link);
  if (n === 1) {
    const angle = Math.PI * width * (2 * x - 1);
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    out[0] = c * link[0] - s * link[1];
    out[1] = s * link[0] + c * link[1];
    return;
  }
  const a = [x, y, z].map(draw => (width * (2 * draw - 1)) / Math.sqrt(3));
  const a0 = Math.sqrt(1 - a[0] ** 2 - a[1] ** 2 - a[2] ** 2);
  const i = Math.floor(first * n);
  const j = (i + 1 + Math.floor(second * (n - 1))) % n;
  for (let k = 0; k < n; k++) {
    const [p, q] = [2 * (i * n + k), 2 * (j * n + k)];
    const [pr, pi, qr, qi] = [link[p], link[p + 1], link[q], link[q + 1]];
    // Rows of a₀ + i a·σ: (a₀ + i a₃, a₂ + i a₁) and (−a₂ + i a₁, a₀ − i a₃).
    out[p] = a0 * pr - a[2] * pi + a[1] * qr - a[0] * qi;
    out[p + 1] = a0 * pi + a[2] * pr + a[1] * qi + a[0] * qr;
    out[q] = a0 * qr + a[2] * qi - a[1] * pr - a[0] * pi;
    out[q + 1] = a0 * qi - a[2] * qr - a[1] * pi + a[0] * pr;
  }
}
