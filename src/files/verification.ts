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

import { checkConfiguration, type GaugeConfiguration, realsPerLink, siteCount } from './configuration.ts';
import { refuse } from './fileError.ts';

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
  const { extents, colours } = configuration;
  const dimension = extents.length;
  let spaceSum = 0;
  let timeSum = 0;
  for (let nu = 1; nu < dimension; nu++) {
    for (let mu = 0; mu < nu; mu++) {
      const plane = planeSum(configuration, mu, nu);
      if (nu === dimension - 1) timeSum += plane;
      else spaceSum += plane;
    }
  }
  const perPlane = siteCount(extents) * colours;
  const timePlanes = dimension - 1;
  const spacePlanes = ((dimension - 1) * (dimension - 2)) / 2;
  return {
    spaceSpace: spaceSum / (spacePlanes * perPlane),
    spaceTime: timeSum / (timePlanes * perPlane),
    average: (spaceSum + timeSum) / ((spacePlanes + timePlanes) * perPlane),
  };
}

/** Sum over sites of Re tr (U_mu(x) U_nu(x+mu)) (U_nu(x) U_mu(x+nu))†. */
function planeSum({ extents, colours, links }: GaugeConfiguration, mu: number, nu: number): number {
  const dimension = extents.length;
  const size = realsPerLink(colours);
  const there = new Float64Array(size);
  const back = new Float64Array(size);
  const stepMu = stride(extents, mu);
  const stepNu = stride(extents, nu);
  const volume = siteCount(extents);
  let total = 0;
  for (let site = 0; site < volume; site++) {
    const atMu = neighbour(site, stepMu, extents[mu]);
    const atNu = neighbour(site, stepNu, extents[nu]);
    product(links, (site * dimension + mu) * size, (atMu * dimension + nu) * size, colours, there);
    product(links, (site * dimension + nu) * size, (atNu * dimension + mu) * size, colours, back);
    let trace = 0;
    for (let i = 0; i < size; i++) trace += there[i] * back[i];
    total += trace;
  }
  return total;
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

/** out = A B for two N×N matrices that start at offsets a and b of `links`. */
function product(links: Float64Array, a: number, b: number, n: number, out: Float64Array): void {
  for (let row = 0; row < n; row++) {
    for (let column = 0; column < n; column++) {
      let re = 0;
      let im = 0;
      for (let k = 0; k < n; k++) {
        const left = a + 2 * (row * n + k);
        const right = b + 2 * (k * n + column);
        re += links[left] * links[right] - links[left + 1] * links[right + 1];
        im += links[left] * links[right + 1] + links[left + 1] * links[right];
      }
      out[2 * (row * n + column)] = re;
      out[2 * (row * n + column) + 1] = im;
    }
  }
}

/** Average (1/N) Re tr U over all links. */
export function linkTrace({ colours, links }: GaugeConfiguration): number {
  const size = realsPerLink(colours);
  let total = 0;
  for (let start = 0; start < links.length; start += size) {
    for (let i = 0; i < colours; i++) total += links[start + 2 * i * (colours + 1)];
  }
  return total / ((links.length / size) * colours);
}

/** max |(U U† − 1)_ij| over all links. */
export function unitarityDefect({ colours, links }: GaugeConfiguration): number {
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

// Single precision rounds each matrix element by up to 3e-8 and double by 6e-17; the limits leave room for codes
// that do not project back to the group after every trajectory.
const remarkAbove = { 32: 2e-6, 64: 1e-10 };
const refuseAbove = 1e-4;

/**
 * The last check of every reader: finite numbers and unitary links.
 * Adds a remark when links are off unitary by more than rounding explains.
 * @throws FileError when a link is not finite or off unitary by more than 1e-4
 */
export function inspectLinks(configuration: GaugeConfiguration, remarks: string[]): void {
  checkConfiguration(configuration);
  const defect = unitarityDefect(configuration);
  if (defect > refuseAbove) {
    refuse(
      `Links are off unitary by ${defect.toPrecision(3)}; expected at most ${refuseAbove}. ` +
        'The data are damaged, or they are not gauge links of the announced group and order.',
    );
  }
  const usual = remarkAbove[configuration.precision];
  if (defect > usual) {
    remarks.push(
      `Forgave links off unitary by ${defect.toPrecision(3)}, more than the ${usual} expected of ${configuration.precision}-bit numbers; consider projecting them back to the group.`,
    );
  }
}

/**
 * Compare a number stored in a header with the one computed from the links.
 * @throws FileError when they differ by more than `tolerance`
 */
export function compareWithHeader(name: string, computed: number, stored: number, tolerance: number): void {
  // The negated comparison also refuses NaN.
  if (!(Math.abs(computed - stored) <= tolerance)) {
    refuse(
      `The header states ${name} ${stored}, but the links give ${computed}; they may differ by ${tolerance}. ` +
        'The file is damaged or its links are stored in another order.',
    );
  }
}
