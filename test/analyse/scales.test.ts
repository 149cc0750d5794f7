import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Analysis, analyse } from '../../src/analysis/analysis.ts';
import { readRun } from '../../src/cli/command/readRun.ts';
import { sommerScale, treeLevelDistance } from '../../src/measure/observables/index.ts';
import { autoregressiveChain, gammaMethod } from '../../src/measure/statistics/index.ts';
import { callMain } from '../cli/callMain.ts';
import { temporaryFolder } from '../cli/temporaryFolder.ts';
import { theory, writeRun } from './folders.fixture.ts';

const parent = temporaryFolder();
const large = theory.replace('[4, 4, 4, 4]', '[8, 8, 8, 8]');
const volume = 8 ** 4;
const length = 600;
let written = 0;

interface Made {
  /** The list on measurement i. */
  readonly of: (i: number) => readonly number[];
  readonly axis?: readonly number[];
  readonly labels?: readonly string[];
}

/** A run folder in which lists were measured on every trajectory. */
function folderWith(lists: Readonly<Record<string, Made>>, count = length, toml = large): string {
  written++;
  const lines = Array.from({ length: count }, (_, i) => ({
    trajectory: i + 1,
    phase: 'production',
    plaquette: 0.5,
    observables: Object.fromEntries(Object.entries(lists).map(([name, { of }]) => [name, of(i)])),
  }));
  const folder = writeRun(parent, `run-${written}`, lines, toml);
  writeFileSync(join(folder, 'observables.json'), JSON.stringify(lists));
  return folder;
}

const analysed = (lists: Readonly<Record<string, Made>>, count = length, toml = large) =>
  analyse([readRun(folderWith(lists, count, toml))]);

function estimateNamed({ derived, unusable }: Analysis, name: string) {
  const found = derived.find(scalar => scalar.name === name);
  if (found === undefined) throw new Error(`There is no ${name}: ${unusable.map(({ reason }) => reason).join(' ')}`);
  return found.estimate;
}

describe('along a flow', () => {
  const noise = autoregressiveChain(4, length, 5);
  const mean = gammaMethod(noise);
  const axis = Array.from({ length: 20 }, (_, k) => k / 10);
  // t²E = t³/10 (1 + noise/100): t₀ = ∛3 and w₀ = 1 without noise.
  const energies = (last = axis.length): Made => ({
    of: i => axis.slice(0, last).map(t => (t / 10) * (1 + 0.01 * noise[i])),
    axis: axis.slice(0, last),
  });

  test('t₀ and w₀ are the times of known energies, with errors and τ_int of the energies', () => {
    const analysis = analysed({ flowEnergy: energies() });
    const shift = (1 + 0.01 * mean.mean) ** (-1 / 3);
    const t0 = estimateNamed(analysis, 't0.flowEnergy');
    const w0 = estimateNamed(analysis, 'w0.flowEnergy');
    // Polynomials of third order are exact, up to rounding.
    expect(t0.mean).toBeCloseTo(Math.cbrt(3) * shift, 10);
    expect(w0.mean).toBeCloseTo(Math.sqrt(shift), 10);
    // t₀ ∝ E^(−1/3) and w₀ ∝ E^(−1/6); leaving one of 600 out, the second order is (0.01/600)².
    const relative = (0.01 * mean.error) / (1 + 0.01 * mean.mean);
    expect((t0.error / t0.mean) * 3).toBeCloseTo(relative, 7);
    expect((w0.error / w0.mean) * 6).toBeCloseTo(relative, 7);
    expect(t0.tauInt).toBeCloseTo(mean.tauInt, 2);
  });

  test('a flow that ends too early is a sentence with what to do', () => {
    const { derived, unusable } = analysed({ flowEnergy: energies(6) });
    expect(derived.map(({ name }) => name)).not.toContain('t0.flowEnergy');
    expect(unusable.map(({ reason }) => reason)).toContainEqual(
      expect.stringMatching(/t²⟨E⟩ does not reach 0\.3 up to t\/a² = 0\.5, where t²⟨E⟩ is 0\.0125: let it flow longer/),
    );
  });

  test('an axis that is none is a sentence, one without numbers no scale', () => {
    const { unusable } = analysed({ flowEnergy: { ...energies(3), axis: [0, 2, 1] } });
    expect(unusable.map(({ reason }) => reason).join('\n')).toMatch(/t₀.*flow times ascend, but 1 comes after 2/);
    const labels = ['early', 'late', 'last'];
    const named = analysed({ flowEnergy: { of: energies(3).of, labels }, flowCharge: { of: energies(3).of, labels } });
    expect(named.derived.filter(({ name }) => name.includes('flow'))).toEqual([]);
  });

  test('⟨Q²⟩/V and τ_int are those of the charge at the longest time', () => {
    const charge = Array.from(autoregressiveChain(6, length, 9), x => 2 * x);
    const analysis = analysed({ flowCharge: { of: i => [9, charge[i]], axis: [0, 2] } });
    const squares = gammaMethod(charge.map(Q => Q ** 2));
    const susceptibility = estimateNamed(analysis, 'topologicalSusceptibility.flowCharge');
    expect(susceptibility.mean * volume).toBeCloseTo(squares.mean, 10);
    expect(susceptibility.error * volume).toBeCloseTo(squares.error, 10);
    expect(estimateNamed(analysis, 'charge.flowCharge').tauInt).toBe(gammaMethod(charge).tauInt);
    expect(analysis.derived.find(({ name }) => name === 'charge.flowCharge')?.title).toBe('Q at t/a² = 2');
  });
});

describe('of Wilson loops', () => {
  const shape = { constant: 0.7, tension: 0.11, alpha: 0.27 };
  const [Rs, Ts] = [
    [1, 2, 3, 4, 5],
    [1, 2, 3, 4],
  ];
  const potential = Rs.map(R => {
    const r = treeLevelDistance([R, 0, 0]);
    return shape.constant + shape.tension * r - shape.alpha / r;
  });
  const V = (R: number) => potential[R - 1];
  const noise = autoregressiveChain(2, length * 20, 3);
  const loops = (excited: number, size = 1e-3): Made => ({
    of: i =>
      Rs.flatMap(R =>
        Ts.map(T => {
          const W = Math.exp(-V(R) * T) * (1 + excited * Math.exp(-3 * T));
          return W * (1 + size * noise[length * (4 * R + T - 5) + i]);
        }),
      ),
    labels: Rs.flatMap(R => Ts.map(T => `W(${R},${T})`)),
  });

  test('the fit gives back tension, Coulomb term and r₀, from separations up to half of the lattice', () => {
    const analysis = analysed({ wilsonLoops: loops(0) });
    const truths = {
      stringTension: shape.tension,
      coulomb: shape.alpha,
      r0: sommerScale(shape, 'r0'),
      creutz2: V(2) - V(1),
      creutz4: V(4) - V(3),
    };
    for (const [name, truth] of Object.entries(truths)) {
      const { mean, error } = estimateNamed(analysis, `${name}.wilsonLoops`);
      expect(Math.abs(mean - truth), name).toBeLessThan(4 * error);
      expect(error, name).toBeLessThan(0.05 * truth);
    }
    expect(analysis.derived.find(({ name }) => name === 'stringTension.wilsonLoops')?.unit).toMatch(
      /R 1 … 4, T = [12]$/,
    );
    expect(analysis.derived.map(({ name }) => name)).not.toContain('creutz5.wilsonLoops');
  });

  test('r₀ beyond the distances that were fitted is refused, and says what to measure', () => {
    const weak = Rs.map(R => treeLevelDistance([R, 0, 0])).map(r => shape.constant + 0.03 * r - shape.alpha / r);
    const far: Made = {
      ...loops(0),
      of: i =>
        Rs.flatMap(R =>
          Ts.map(T => {
            return Math.exp(-weak[R - 1] * T) * (1 + 1e-4 * noise[length * (4 * R + T - 5) + i]);
          }),
        ),
    };
    const { derived, unusable } = analysed({ wilsonLoops: far });
    expect(derived.map(({ name }) => name)).toContain('stringTension.wilsonLoops');
    expect(derived.map(({ name }) => name)).not.toContain('r0.wilsonLoops');
    // √((1.65 − 0.27)/0.03) = 6.78 from R ≤ 4.
    expect(unusable.map(({ reason }) => reason).join('\n')).toMatch(
      /r₀\/a: the fit reaches it at 6\.[78]\d*\(\d+\), but was made for r from 0\.9\d to 3\.9\d: an extrapolation is no measurement\. Measure larger loops/,
    );
  });

  test('excited states are waited for', () => {
    const analysis = analysed({ wilsonLoops: loops(0.03) });
    const { unit, estimate } = analysis.derived.find(({ name }) => name === 'stringTension.wilsonLoops')!;
    expect(unit).toContain('T = 2');
    // They were given the same weight at every R, so that the tension does not see them.
    expect(Math.abs(estimate.mean - shape.tension)).toBeLessThan(4 * estimate.error);
  });

  test('the figure of the potential has the fitted curve, at its distances', async () => {
    const folder = folderWith({ wilsonLoops: loops(0) });
    const file = join(folder, 'potential.svg');
    const { code } = await callMain(['plot', folder, '--figure', 'potential', '--out', file]);
    expect(code).toBe(0);
    const svg = readFileSync(file, 'utf8');
    expect(svg).toMatch(/<polyline class="curve/);
    expect(svg).toMatch(/Line: A \+ σr − α\/r fitted at T = [12], σa² = 0\.1\d*\(\d+\)/);
  });

  test('excited states at every T, and noise, are a sentence', () => {
    for (const made of [loops(3, 1e-7), loops(0, 30)]) {
      const { derived, unusable } = analysed({ wilsonLoops: made });
      expect(derived.map(({ name }) => name)).not.toContain('r0.wilsonLoops');
      expect(unusable.map(({ reason }) => reason).join('\n')).toContain(
        'static potential of Wilson loops: V(R; T) still',
      );
    }
  });

  test('in two dimensions there are Creutz ratios, but no potential with a Coulomb term', () => {
    const plane = analysed({ wilsonLoops: loops(0) }, length, theory.replace('[4, 4, 4, 4]', '[8, 8]'));
    expect(plane.derived.map(({ name }) => name)).toContain('creutz2.wilsonLoops');
    expect(plane.derived.map(({ name }) => name)).not.toContain('r0.wilsonLoops');
  });

  test('the command shows them, alone if asked for; a short run is no failure', async () => {
    const alone = await callMain(['analyse', folderWith({ wilsonLoops: loops(0) }), '--observable', 'r0.wilsonLoops']);
    expect(alone).toMatchObject({ code: 0, stderr: '' });
    expect(alone.stdout).toMatch(/^r₀\/a {2,}3\.5\d*\(\d+\)/m);
    for (const count of [1, 7, 9, 12]) {
      const { code } = await callMain(['analyse', folderWith({ wilsonLoops: loops(0) }, count)]);
      expect(code).toBe(0);
    }
  });
});
