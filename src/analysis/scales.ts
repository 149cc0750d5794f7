/**
 * Scales, from lists measured along chains; names are `QUANTITY.LIST`, such as `t0.flowEnergy`.
 *
 *   t₀/a², w₀/a       from energies along a gradient flow: t²⟨E⟩ = 0.3, W(w₀²) = 0.3
 *   Q, ⟨Q²⟩/V         of the charge at the longest flow time, with the τ_int of both
 *   χ(R, R)           Creutz ratios of Wilson loops on the axes
 *   σa², α, r₀/a, r₁/a  of the static potential, see `potential.ts`
 *   m a               of correlators in time, see `masses.ts`; E a of matrices of them, see `correlatorMatrix.ts`
 *
 * Errors are by the Γ-method on what each measurement contributes, those of the potential by the jackknife.
 */

import { creutzRatio, flowRadiusW0, flowReference, flowTimeT0 } from '../measure/observables/index.ts';
import { formatEstimate, gammaMethodOfReplicas, jackknifeSamples, type MassFit } from '../measure/statistics/index.ts';
import { type Chains, mapped } from './chains.ts';
import { statesOf } from './correlatorMatrix.ts';
import type { Unusable } from './derived.ts';
import type { List } from './list.ts';
import { fitInWords } from './masses.ts';
import { loopCurves, potentialOf, type Source } from './potential.ts';
import { estimateOf, type Scalar } from './scalar.ts';

export interface Scales {
  readonly scalars: Scalar[];
  readonly unusable: Unusable[];
}

type Heading = Pick<Scalar, 'name' | 'title' | 'unit'>;
type Add = (heading: Heading, estimate: () => Scalar['estimate']) => void;

/** All scales that the lists at hand allow. */
export function scalesFrom(
  lists: readonly List[],
  chains: ReadonlyMap<string, Chains>,
  extent: readonly number[],
): Scales {
  const scalars: Scalar[] = [];
  const unusable: Unusable[] = [];
  for (const list of lists) {
    const source = { list, chains: chains.get(list.name)!, extent };
    const guarded = (title: string, act: () => void): void => {
      try {
        act();
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        unusable.push({ name: title, reason: `${title}: ${error.message}` });
      }
    };
    const add: Add = ({ name, title, unit }, estimate) =>
      guarded(title, () =>
        scalars.push({ name: `${name}.${list.name}`, title, unit, role: 'derived', estimate: estimate() }),
      );
    if (/AlongFlow$/.test(list.shape) && !list.hasCoordinates) {
      guarded(list.title, () => {
        throw new RangeError(
          'its flow times are not known, so there are no scales: measure it again with this version.',
        );
      });
    } else if (list.shape === 'energyAlongFlow') addFlowScales(source, add);
    else if (list.shape === 'chargeAlongFlow') addCharge(source, add);
    else if (list.shape === 'correlator') addMasses(source, add);
    else if (list.shape === 'loops') {
      addCreutzRatios(source, add);
      guarded(`static potential of ${list.title}`, () => addPotential(source, add));
    }
  }
  return { scalars, unusable };
}

/** The list of which a scale is made, by its name: `t0.flowEnergy` of flowEnergy. */
export function listBehind(scale: string): string | undefined {
  return /^(?:t0|w0|charge|topologicalSusceptibility|creutz\d+|stringTension|coulomb|r0|r1|mass(?:\[.*\])?|energy\d+\[.*\])\.(\w+(?:\{.*\})?)$/.exec(
    scale,
  )?.[1];
}

function addFlowScales({ list, chains }: Source, add: Add): void {
  const [curve] = list.curves;
  if (curve === undefined) return;
  const { x: times, positions } = curve;
  const runs = positions.map(k => chains.runs[k]);
  const back = times.findIndex((t, i) => i > 0 && !(t > times[i - 1]));
  const scale = (find: typeof flowTimeT0, what: string) => () =>
    derived({ ...chains, runs }, list.title, energies => {
      if (back > 0) {
        throw new RangeError(`flow times ascend, but ${times[back]} comes after ${times[back - 1]}: correct its axis.`);
      }
      const found = find(times, energies);
      if (found !== undefined) return found;
      const last = times.length - 1;
      throw new RangeError(
        `${what} does not reach ${flowReference} up to t/a² = ${shown(times[last])}, where t²⟨E⟩ is ` +
          `${(times[last] ** 2 * energies[last]).toPrecision(3)}: let it flow longer.`,
      );
    });
  add({ name: 't0', title: `t₀/a² of ${list.title}`, unit: `t²⟨E⟩ = ${flowReference}` }, scale(flowTimeT0, 't²⟨E⟩'));
  add(
    { name: 'w0', title: `w₀/a of ${list.title}`, unit: `t d/dt t²⟨E⟩ = ${flowReference} at t = w₀²` },
    scale(flowRadiusW0, 't d/dt t²⟨E⟩'),
  );
}

function addCharge({ list, chains, extent }: Source, add: Add): void {
  const [curve] = list.curves;
  if (curve === undefined) return;
  const { x, positions } = curve;
  const volume = extent.reduce((product, length) => product * length, 1);
  const time = shown(x.at(-1)!);
  const last = positions.at(-1)!;
  const ofLast = { ...chains, runs: [chains.runs[last]] };
  add({ name: 'charge', title: `Q at t/a² = ${time}`, unit: '1' }, () => estimateOf('Q', ofLast));
  const density = mapped(ofLast, Q => Q ** 2 / volume);
  add({ name: 'topologicalSusceptibility', title: `⟨Q²⟩/V at t/a² = ${time}`, unit: 'a⁻⁴' }, () =>
    estimateOf('Q²', density),
  );
}

/** Up to half of the shortest extent, where the lattice begins to be felt. */
function addCreutzRatios({ list, chains, extent }: Source, add: Add): void {
  const onAxes = loopCurves(list).filter(({ separation }) => separation.slice(1).every(side => side === 0));
  const rows = onAxes.filter(({ separation: [R], curve }, k) => R === k + 1 && curve.x.every((T, i) => T === i + 1));
  const largest = Math.min(rows.length, Math.min(...extent) / 2, ...rows.map(({ curve }) => curve.x.length));
  for (let R = 2; R <= largest; R++) {
    const needed = rows.slice(R - 2, R).map(({ curve }) => curve.positions.slice(R - 2, R));
    const runs = needed.flat().map(k => chains.runs[k]);
    add({ name: `creutz${R}`, title: `Creutz ratio χ(${R},${R})`, unit: 'σa² for an area law' }, () =>
      derived({ ...chains, runs }, list.title, loops => creutzRatio(tableAround(R, loops), R, R)),
    );
  }
}

/** A table in which the four loops of χ(R, R) have their places; the ratio looks at no other. */
function tableAround(R: number, loops: readonly number[]): number[][] {
  const place = Array.from({ length: R }, (_, i) => i - R + 2);
  return place.map(r => place.map(t => (r < 0 || t < 0 ? 1 : loops[2 * r + t])));
}

function addPotential(source: Source, add: Add): void {
  const found = potentialOf(source);
  if (found === undefined) return;
  const { T, separations, fit } = found;
  const where = `R ${separations[0].name} … ${separations.at(-1)!.name}, T = ${T}`;
  add({ name: 'stringTension', title: 'σa²', unit: `V = A + σr − α/r; ${where}` }, () => fit.tension);
  add({ name: 'coulomb', title: 'α', unit: `V = A + σr − α/r; ${where}` }, () => fit.alpha);
  const within = (scale: Scalar['estimate']) =>
    withinDistances(
      scale,
      fit.potential.map(({ r }) => r),
    );
  add({ name: 'r0', title: 'r₀/a', unit: 'r²F(r) = 1.65 of this fit' }, () => within(fit.r0));
  add({ name: 'r1', title: 'r₁/a', unit: 'r²F(r) = 1 of this fit' }, () => within(fit.r1));
}

/** A scale outside of the distances that were fitted would be an extrapolation of the fit's shape. */
function withinDistances(scale: Scalar['estimate'], distances: readonly number[]): Scalar['estimate'] {
  const [nearest, farthest] = [Math.min(...distances), Math.max(...distances)];
  if (scale.mean >= nearest && scale.mean <= farthest) return scale;
  throw new RangeError(
    `the fit reaches it at ${formatEstimate(scale)}, but was made for r from ${nearest.toFixed(2)} to ${farthest.toFixed(2)}: ` +
      `an extrapolation is no measurement. Measure ${scale.mean > farthest ? 'larger loops' : 'a finer lattice'}.`,
  );
}

/** One mass for each correlator, and one energy for each state of a matrix of correlators. */
function addMasses({ list, chains }: Source, add: Add): void {
  const fitted = (result: { fit?: MassFit; failure?: string }) => {
    if (result.fit === undefined) throw new RangeError(result.failure ?? 'there is no fit.');
    return result.fit;
  };
  const unit = ({ fit }: { fit?: MassFit; failure?: string }) => (fit === undefined ? '1/a' : fitInWords(fit));
  for (const { name, masses } of list.curves) {
    if (masses?.fold === undefined) continue;
    const title = `mass of the ${list.title}${name === '' ? '' : `, ${name}`}`;
    add({ name: name === '' ? 'mass' : `mass[${name}]`, title, unit: unit(masses) }, () => fitted(masses).mass);
  }
  for (const { operators, state, result } of statesOf(list, chains)) {
    const title = `energy ${state} of the matrix of ${operators}`;
    add({ name: `energy${state}[${operators}]`, title, unit: unit(result) }, () => fitted(result).mass);
  }
}

/**
 * A function of averages. Energies at neighbouring times move together, so that its gradient is no good guide where one of
 * them moves alone: what a measurement contributes is found by leaving it out (the pseudo-values of the jackknife), and
 * the Γ-method runs on these.
 */
function derived(
  { runs, trajectories }: Chains,
  name: string,
  f: (averages: readonly number[]) => number,
): Scalar['estimate'] {
  const joined = runs.map(list => list.flatMap(run => Array.from(run)));
  const { center, samples } = jackknifeSamples(averages => [f(averages)], joined, { binSize: 1 });
  const [mean] = center;
  const contributions = samples.map(([without]) => mean - (samples.length - 1) * (without - mean));
  let end = 0;
  const projected = runs[0].map(({ length }) => {
    end += length;
    return contributions.slice(end - length, end);
  });
  // R̂ of contributions says nothing of the quantity.
  const { rHat: _, ...estimate } = gammaMethodOfReplicas(projected, { name, trajectories });
  return { ...estimate, mean };
}

function shown(value: number): string {
  return String(Number(value.toPrecision(12)));
}
