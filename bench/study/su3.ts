// SU(3) pure gauge theory beside the literature: `node bench/study/su3.ts DIR-8 DIR-12`, run folders of su3-8.toml and
// su3-12.toml. Prints the tables of docs/results/su3.md.
//
// S. Necco, R. Sommer, Nucl. Phys. B 622, 328 (2002), hep-lat/0108008: r0/a for 5.7 <= beta <= 6.92, 0.5 % at 5.8.
// M. Luscher, JHEP 08 (2010) 071, arXiv:1006.4518: t0/a^2 = 2.7854(62) at beta 5.96.
// L. Del Debbio, H. Panagopoulos, E. Vicari, JHEP 08 (2002) 044, hep-th/0204125: charges stretched to whole numbers.
// M. Ce, C. Consonni, G. Engel, L. Giusti, Phys. Rev. D 92, 074502 (2015), arXiv:1506.06052: t0^2 chi = 6.67(7)e-4 at a = 0.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Analysis, analyse } from '../../src/analysis/analysis.ts';
import { potentialOf } from '../../src/analysis/potential.ts';
import { readRun } from '../../src/cli/command/readRun.ts';
import { staticPotential, treeLevelDistance } from '../../src/measure/observables/index.ts';
import { type Estimate, formatEstimate, gammaMethod, type Measured } from '../../src/measure/statistics/index.ts';
import { markdown } from '../table.ts';

interface Studied {
  readonly name: string;
  readonly extent: readonly number[];
  readonly analysis: Analysis;
  readonly hours: number;
}

const beta = 5.8;
const runs = process.argv.slice(2).map(studied);
if (runs.length !== 2) {
  throw new Error(`Expected two run folders, of 8^4 and of 12^4; found ${runs.length}.`);
}

const none = '—';
const lnR0 = (b: number) => 1.6804 + 1.7331 * (b - 6) - 0.7849 * (b - 6) ** 2 + 0.4428 * (b - 6) ** 3;
const r0: Measured = { mean: Math.exp(lnR0(beta)), error: 0.005 * Math.exp(lnR0(beta)) };
/** t0 at 5.96 in units of r0, which is 0.5 % accurate at both. */
const t0Mean = 2.7854 * Math.exp(2 * (lnR0(beta) - lnR0(5.96)));
const t0: Measured = { mean: t0Mean, error: t0Mean * Math.hypot(0.0062 / 2.7854, 2 * 0.005, 2 * 0.005) };

console.log(`${runs.map(lengthLine).join('\n')}\n`);
console.log(`${comparison()}\n`);
console.log(`${times()}\n`);
console.log(`${potentials()}\n`);
console.log(`${distances()}\n`);
console.log(runs.map(chargeHistogram).join('\n\n'));

function studied(folder: string): Studied {
  const run = readRun(folder);
  const { extent } = run.resolved.lattice;
  const lines = readFileSync(join(folder, 'timings.jsonl'), 'utf8').trimEnd().split('\n');
  const seconds = lines.reduce((sum, line) => sum + (JSON.parse(line) as { seconds: number }).seconds, 0);
  return { name: extent.join('×'), extent, analysis: analyse([run]), hours: seconds / 3600 };
}

function lengthLine({ name, analysis: { trajectories, from }, hours }: Studied): string {
  return `${name}: ${trajectories[0]} trajectories from trajectory ${from[0]}, ${hours.toFixed(2)} hours in all.`;
}

function named({ analysis }: Studied, name: string): Estimate | undefined {
  return [...analysis.scalars, ...analysis.derived].find(scalar => scalar.name === name)?.estimate;
}

function shown(value: Measured | undefined): string {
  return value === undefined ? none : formatEstimate(value);
}

function apart(one: Measured | undefined, other: Measured | undefined): string {
  if (one === undefined || other === undefined) return none;
  return `${((one.mean - other.mean) / Math.hypot(one.error, other.error)).toFixed(1)} σ`;
}

/** t0^2 <Q^2>/V, with both errors as if they were independent. */
function topology(run: Studied, charges: readonly number[]): Measured | undefined {
  const time = named(run, 't0.flowEnergy');
  if (time === undefined) return undefined;
  const volume = run.extent.reduce((product, length) => product * length, 1);
  const square = gammaMethod(charges.map(Q => Q ** 2));
  const mean = (time.mean ** 2 * square.mean) / volume;
  return { mean, error: mean * Math.hypot((2 * time.error) / time.mean, square.error / square.mean) };
}

/** Charges at the longest flow time. */
function chargesOf({ analysis }: Studied): number[] {
  const [charges = []] = analysis.chains.get('flowCharge')?.runs.at(-1) ?? [];
  return Array.from(charges);
}

/** On a coarse lattice charges lie near multiples of less than one; the factor brings them nearest to whole numbers. */
function stretch(charges: readonly number[]): number {
  const factors = Array.from({ length: 501 }, (_, k) => 1 + k / 1000);
  const away = factors.map(f => charges.reduce((sum, Q) => sum + (f * Q - Math.round(f * Q)) ** 2, 0));
  return factors[away.indexOf(Math.min(...away))];
}

function wholeCharges(run: Studied): number[] {
  const charges = chargesOf(run);
  const factor = stretch(charges);
  return charges.map(Q => Math.round(factor * Q));
}

function comparison(): string {
  const rows: readonly [string, (run: Studied) => Measured | undefined, Measured?][] = [
    ['plaquette', run => named(run, 'plaquette'), { mean: 0.5677, error: 1e-4 }],
    ['r₀/a', run => named(run, 'r0.wilsonLoops'), r0],
    ['r₁/a', run => named(run, 'r1.wilsonLoops')],
    ['σa²', run => named(run, 'stringTension.wilsonLoops')],
    ['α', run => named(run, 'coulomb.wilsonLoops')],
    ['χ(2,2)', run => named(run, 'creutz2.wilsonLoops')],
    ['χ(3,3)', run => named(run, 'creutz3.wilsonLoops')],
    ['χ(4,4)', run => named(run, 'creutz4.wilsonLoops')],
    ['t₀/a², clovers', run => named(run, 't0.flowEnergy'), t0],
    ['w₀/a, clovers', run => named(run, 'w0.flowEnergy')],
    ['t₀/a², plaquettes', run => named(run, 't0.flowEnergyPlaquette')],
    ['w₀/a, plaquettes', run => named(run, 'w0.flowEnergyPlaquette')],
    ['⟨Q⟩', run => named(run, 'charge.flowCharge')],
    ['⟨Q²⟩/V · 10⁴', run => scaled(named(run, 'topologicalSusceptibility.flowCharge'), 1e4)],
    ['t₀² ⟨Q²⟩/V · 10⁴', run => scaled(topology(run, chargesOf(run)), 1e4), { mean: 6.67, error: 0.07 }],
    ['… of whole charges', run => scaled(topology(run, wholeCharges(run)), 1e4), { mean: 6.67, error: 0.07 }],
    ['Re ⟨P⟩', run => named(run, 'polyakovLoopComplex.re'), { mean: 0, error: 0 }],
    ['Im ⟨P⟩', run => named(run, 'polyakovLoopComplex.im'), { mean: 0, error: 0 }],
    ['⟨\\|P\\|⟩', run => named(run, 'polyakovModulus')],
  ];
  return markdown(
    ['quantity', ...runs.map(({ name }) => name), 'apart', 'literature', `${runs[1].name} from it`],
    rows.map(([title, of, expected]) => {
      const [small, large] = runs.map(of);
      const published = expected?.error === 0 ? String(expected.mean) : shown(expected);
      return [title, shown(small), shown(large), apart(small, large), published, apart(large, expected)];
    }),
  );
}

function scaled(value: Measured | undefined, factor: number): Measured | undefined {
  return value && { mean: factor * value.mean, error: factor * value.error };
}

function times(): string {
  const names = {
    plaquette: 'plaquette',
    'Re P': 'polyakovLoopComplex.re',
    'r₀, every 5': 'r0.wilsonLoops',
    't₀, every 20': 't0.flowEnergy',
    'Q, every 20': 'charge.flowCharge',
    'Q², every 20': 'topologicalSusceptibility.flowCharge',
  };
  const time = (run: Studied, name: string) => {
    const found = named(run, name);
    return shown(found && { mean: found.tauInt, error: found.tauIntError });
  };
  return markdown(
    ['τ_int in trajectories', ...runs.map(({ name }) => name)],
    Object.entries(names).map(([title, name]) => [title, ...runs.map(run => time(run, name))]),
  );
}

function loopsOf({ analysis, extent }: Studied) {
  const list = analysis.lists.find(({ name }) => name === 'wilsonLoops');
  const chains = analysis.chains.get('wilsonLoops');
  if (list === undefined || chains === undefined) throw new Error(`There are no Wilson loops on ${extent.join('×')}.`);
  return { list, chains, extent };
}

function potentials(): string {
  const found = runs.map(run => potentialOf(loopsOf(run)));
  return markdown(
    ['R/a', 'distance', ...runs.map(({ name }, k) => `aV(R), ${name}, T = ${found[k]?.T ?? none}`)],
    [1, 2, 3, 4, 5].map((R, k) => [
      String(R),
      treeLevelDistance([R, 0, 0]).toFixed(4),
      ...found.map(potential => shown(potential?.fit.potential[k]?.V)),
    ]),
  );
}

/** What r0 owes to T, to the separations of the fit and to the distances. */
function distances(): string {
  const rows = runs.flatMap(run => {
    const { list, chains, extent } = loopsOf(run);
    const half = Math.min(...extent) / 2;
    const loop = (R: number, T: number) =>
      chains.runs[list.positions.indexOf(`W(${R},${T})`)].flatMap(run => Array.from(run));
    return [1, 2].flatMap(first =>
      [1, 2, 3].map(T => {
        const separations = [1, 2, 3, 4, 5].filter(R => R >= first && R <= half);
        const fitted = (r: (R: number) => number) => {
          const measured = separations.map(R => ({ r: r(R), now: loop(R, T), next: loop(R, T + 1) }));
          return formatEstimate(staticPotential(measured, { binSize: list.binSize, stride: chains.stride }).r0);
        };
        const fits = [fitted(R => R), fitted(R => treeLevelDistance([R, 0, 0]))];
        return [run.name, `${first} … ${separations.at(-1)}`, String(T), ...fits];
      }),
    );
  });
  return markdown(['r₀/a', 'R', 'T', 'distance R', 'tree-level distance'], rows);
}

/** Whole charges, a line each. */
function chargeHistogram(run: Studied): string {
  const charges = wholeCharges(run);
  const largest = Math.max(...charges.map(Math.abs), 0);
  const values = Array.from({ length: 2 * largest + 1 }, (_, k) => k - largest);
  const counts = values.map(Q => charges.filter(charge => charge === Q).length);
  const width = 50 / Math.max(...counts, 1);
  const lines = values.map(
    (Q, k) => `${String(Q).padStart(3)} ${String(counts[k]).padStart(4)} ${'█'.repeat(Math.round(counts[k] * width))}`,
  );
  const heading = `${run.name}, ${charges.length} configurations, round(${stretch(chargesOf(run))} Q) and how often:`;
  return [heading, ...lines.map(line => line.trimEnd())].join('\n');
}
