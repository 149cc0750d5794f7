/**
 * Three numbers by which a configuration is recognised, computed with plain loops so that files can be checked
 * without the lattice engine.
 *
 *   plaquette P = ⟨(1/N) Re tr U_mu(x) U_nu(x+mu) U_mu(x+nu)† U_nu(x)†⟩, averaged over sites and planes
 *   link trace  = ⟨(1/N) Re tr U_mu(x)⟩, averaged over sites and directions
 *   unitarity defect = max |(U U† − 1)_ij| over all links
 *
 * Normalisation: P = 1 and link trace = 1 for unit links, as in NERSC headers.
 */

import { type GaugeConfiguration, realsPerLink, siteCount } from './configuration.ts';
import { eachSlice, slicesOf } from './slices.ts';

type Shape = Pick<GaugeConfiguration, 'extents' | 'colours'>;
/** Links of whole sites, as many as there are. */
type Links = Pick<GaugeConfiguration, 'colours' | 'links'>;

export interface Plaquette {
  /** Mean over planes that do not contain the last direction; NaN when there are none (two dimensions). */
  readonly spaceSpace: number;
  /** Mean over planes that contain the last direction. */
  readonly spaceTime: number;
  /** Mean over all planes. */
  readonly average: number;
}

/** Average plaquettes, (1/N) Re tr, of space–space planes, space–time planes and all planes. */
export function plaquette(configuration: GaugeConfiguration): Plaquette {
  const sums = planeSums(configuration);
  eachSlice(slicesOf(configuration), sums.add);
  return sums.averages();
}

/** Collects plaquettes slice by slice, each shown with the one after it. */
export function planeSums({ extents, colours }: Shape) {
  const dimension = extents.length;
  const last = dimension - 1;
  const planes: [mu: number, nu: number][] = [];
  for (let nu = 1; nu < dimension; nu++) for (let mu = 0; mu < nu; mu++) planes.push([mu, nu]);
  const sums = new Float64Array(planes.length);
  return {
    add(here: Float64Array, next: Float64Array) {
      planes.forEach(([mu, nu], k) => {
        sums[k] = planeSum({ extents, colours }, mu, nu, { here, ahead: nu === last ? next : here, total: sums[k] });
      });
    },
    averages(): Plaquette {
      const perPlane = siteCount(extents) * colours;
      const mean = (isWanted: (nu: number) => boolean) => {
        const wanted = planes.flatMap(([, nu], k) => (isWanted(nu) ? [sums[k]] : []));
        return wanted.reduce((sum, plane) => sum + plane, 0) / (wanted.length * perPlane);
      };
      return {
        spaceSpace: mean(nu => nu < last),
        spaceTime: mean(nu => nu === last),
        average: mean(() => true),
      };
    },
  };
}

/**
 * Adds the sum of Re tr (U_mu(x) U_nu(x+mu)) (U_nu(x) U_mu(x+nu))† over the sites of a slice to `total`; the sites x+nu
 * are in `ahead`.
 */
function planeSum(
  { extents, colours }: Shape,
  mu: number,
  nu: number,
  { here, ahead, total }: { here: Float64Array; ahead: Float64Array; total: number },
): number {
  const dimension = extents.length;
  const size = realsPerLink(colours);
  const there = new Float64Array(size);
  const back = new Float64Array(size);
  const stepMu = stride(extents, mu);
  const stepNu = stride(extents, nu);
  const volume = stride(extents, dimension - 1);
  let sum = total;
  for (let site = 0; site < volume; site++) {
    const atMu = neighbour(site, stepMu, extents[mu]);
    const atNu = ahead === here ? neighbour(site, stepNu, extents[nu]) : site;
    product(here, (site * dimension + mu) * size, here, (atMu * dimension + nu) * size, colours, there);
    product(here, (site * dimension + nu) * size, ahead, (atNu * dimension + mu) * size, colours, back);
    let trace = 0;
    for (let i = 0; i < size; i++) trace += there[i] * back[i];
    sum += trace;
  }
  return sum;
}

/** Distance in site index of one step in direction mu. */
function stride(extents: readonly number[], mu: number): number {
  return siteCount(extents.slice(0, mu));
}

/** Site index one step forward, periodic. */
function neighbour(site: number, step: number, extent: number): number {
  const coordinate = Math.floor(site / step) % extent;
  return coordinate === extent - 1 ? site - (extent - 1) * step : site + step;
}

/** out = A B for two N×N matrices that start at offset a of `left` and b of `right`. */
function product(left: Float64Array, a: number, right: Float64Array, b: number, n: number, out: Float64Array): void {
  for (let row = 0; row < n; row++) {
    for (let column = 0; column < n; column++) {
      let re = 0;
      let im = 0;
      for (let k = 0; k < n; k++) {
        const i = a + 2 * (row * n + k);
        const j = b + 2 * (k * n + column);
        re += left[i] * right[j] - left[i + 1] * right[j + 1];
        im += left[i] * right[j + 1] + left[i + 1] * right[j];
      }
      out[2 * (row * n + column)] = re;
      out[2 * (row * n + column) + 1] = im;
    }
  }
}

/** Average (1/N) Re tr U over all links. */
export function linkTrace({ colours, links }: Links): number {
  return traceSum({ colours, links }, 0) / ((links.length / realsPerLink(colours)) * colours);
}

/** The sum of Re tr U over these links, added to the one of those before. */
export function traceSum({ colours, links }: Links, before: number): number {
  let total = before;
  for (let start = 0; start < links.length; start += realsPerLink(colours)) {
    for (let i = 0; i < colours; i++) total += links[start + 2 * i * (colours + 1)];
  }
  return total;
}

/** max |(U U† − 1)_ij| over all links. */
export function unitarityDefect({ colours, links }: Links): number {
  const size = realsPerLink(colours);
  let worst = 0;
  for (let start = 0; start < links.length; start += size) {
    for (let i = 0; i < colours; i++) {
      for (let j = 0; j <= i; j++) {
        let re = i === j ? -1 : 0;
        let im = 0;
        for (let k = 0; k < colours; k++) {
          const a = start + 2 * (i * colours + k);
          const b = start + 2 * (j * colours + k);
          re += links[a] * links[b] + links[a + 1] * links[b + 1];
          im += links[a + 1] * links[b] - links[a] * links[b + 1];
        }
        worst = Math.max(worst, Math.hypot(re, im));
      }
    }
  }
  return worst;
}
