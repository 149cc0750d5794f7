/** Runs of spins on the command line: run, stop, resume, analyse, show, measure; and what is refused, in sentences. */
import { copyFileSync, existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exitCodes, main } from '../../src/cli/main.ts';
import { hermitianSolver } from '../../src/kernel/index.ts';
import { examineSpins, preflightSpins, spinSubjectOf } from '../../src/laws/preflight/spins/index.ts';
import { weightsToText } from '../../src/network/index.ts';
import { parseToml } from '../../src/runfile/input/toml.ts';
import { validate } from '../../src/runfile/input/validate.ts';
import { isSpinRun, type SpinRun } from '../../src/runfile/schema/index.ts';
import { assemble } from '../../src/simulation/assemble.ts';
import type { FindSolver } from '../../src/simulation/simulation.ts';
import { effectiveModel } from '../../src/spin/index.ts';
import { callMain } from './callMain.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const base = temporaryFolder();

const learningFile = `lattice.extent = [2, 4]
model = { kind = "doubleExchange", coupling = 1, beta = 10 }
sampler = { kind = "slmc", chain = { kind = "metropolis", updates = 4 } }
effective = { kind = "transformer", layers = 1 }
training = { batch = 4, memory = 6, chain = "slmc" }
schedule = { thermalise = 3, train = 9, trajectories = 12, seed = 3 }
measure = { staggeredMagnetisation.every = 1, energy.every = 2, structureFactor.every = 3, spinCorrelation.every = 4, filling.every = 4, numberVariance.every = 4 }
output = { checkpoint.every = 2, configurations.every = 1 }
machine.kind = "js"
`;

async function cask(...argv: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await main(argv, {
    assemble,
    stdout: { write: text => out.push(text) },
    stderr: { write: text => err.push(text) },
  });
  return { code, out: out.join(''), err: err.join('') };
}

function fileWith(name: string, text: string): string {
  const file = join(base, `${name}.toml`);
  writeFileSync(file, text);
  return file;
}

const logOf = (folder: string) => readFileSync(join(folder, 'log.jsonl'), 'utf8');
const configurationsOf = (folder: string) =>
  readdirSync(join(folder, 'configurations')).map(name => readFileSync(join(folder, 'configurations', name)));

function spinRun(text: string): SpinRun {
  const run = validate('sample.toml', text, parseToml('sample.toml', text));
  if (!isSpinRun(run)) throw new Error('expected a run of spins');
  return run;
}

describe('self-learning Monte Carlo', () => {
  const file = fileWith('learning', learningFile);
  const whole = join(base, 'whole');

  test('stopped anywhere, in training and in production, it goes on with the same bits', async () => {
    expect(await cask('run', file, '--out', whole, '--quiet')).toMatchObject({ code: exitCodes.ok, err: '' });
    for (const [phase, stop] of [
      ['training', 7],
      ['production', 17],
    ] as const) {
      const parts = join(base, phase);
      let asked = 0;
      const code = await main(['run', file, '--out', parts, '--quiet'], {
        assemble,
        stdout: { write: () => true },
        stderr: { write: () => true },
        stops: () => ({ requested: () => asked++ >= stop, release() {} }),
      });
      expect(code).toBe(exitCodes.ok);
      expect(logOf(parts).split('\n')).toHaveLength(stop + 1);
      expect(await cask('resume', parts, '--quiet')).toMatchObject({ code: exitCodes.ok, err: '' });
      expect(logOf(parts)).toBe(logOf(whole));
      expect(configurationsOf(parts)).toEqual(configurationsOf(whole));
      const weights = (folder: string) => readFileSync(join(folder, 'weights.json'), 'utf8');
      expect(weights(parts)).toBe(weights(whole));
    }
  });

  test('its provenance names the kernels and the solver', () => {
    const { kernels, eigenvalues } = JSON.parse(readFileSync(join(whole, 'provenance.json'), 'utf8'));
    expect(Object.keys(kernels)).toEqual(['normaliseSpins', 'rotateSpins', 'spinTorque', 'effectiveModel']);
    expect(eigenvalues).toBe('own');
  });

  test('a resumed run takes the eigenvalue solver that it was begun with, whichever is the fastest now', async () => {
    /** Another solver: it differs from the own one in the last bits, and chains of the two soon differ in all. */
    const asked: string[] = [];
    const finding =
      (fastest: 'own' | 'lapack'): FindSolver =>
      async (rows, kind) => {
        asked.push(kind);
        const own = hermitianSolver(rows);
        const values = (out: Float64Array) => {
          own.values(out);
          for (let k = 0; k < out.length; k++) out[k] *= 1 + 2 ** -48;
        };
        const taken = kind === 'auto' ? fastest : kind;
        const solver = taken === 'lapack' ? { ...own, values } : own;
        return { solver, report: { kind: taken, reason: `${taken} is the fastest` } };
      };
    const autoFile = fileWith('auto', learningFile.replace('beta = 10 }', 'beta = 10, solver = "auto" }'));
    const runBy = (fastest: 'own' | 'lapack', argv: readonly string[], stop = Number.POSITIVE_INFINITY) => {
      let count = 0;
      return main(argv, {
        assemble: (run, options) => assemble(run, { ...options, eigenvalues: finding(fastest) }),
        stdout: { write: () => true },
        stderr: { write: () => true },
        stops: () => ({ requested: () => count++ >= stop, release() {} }),
      });
    };
    const [one, parts, other] = ['auto-whole', 'auto-parts', 'auto-own'].map(name => join(base, name));
    expect(await runBy('lapack', ['run', autoFile, '--out', one, '--quiet'])).toBe(exitCodes.ok);
    expect(await runBy('own', ['run', autoFile, '--out', other, '--quiet'])).toBe(exitCodes.ok);
    expect(logOf(other)).not.toBe(logOf(one));
    // The second part is resumed twice.
    expect(await runBy('lapack', ['run', autoFile, '--out', parts, '--quiet'], 7)).toBe(exitCodes.ok);
    expect(await runBy('own', ['resume', parts, '--quiet'], 8)).toBe(exitCodes.ok);
    expect(await runBy('own', ['resume', parts, '--quiet'])).toBe(exitCodes.ok);
    expect(logOf(parts)).toBe(logOf(one));
    expect(asked).toEqual(['auto', 'auto', 'auto', 'lapack', 'lapack']);
    const { eigenvalues, resumed } = JSON.parse(readFileSync(join(parts, 'provenance.json'), 'utf8'));
    expect([eigenvalues, ...resumed.map((part: { eigenvalues: string }) => part.eigenvalues)]).toEqual([
      'lapack',
      'lapack',
      'lapack',
    ]);
  });

  test('its configurations are shown, and measured as the run measured them', async () => {
    const [path] = readdirSync(join(whole, 'configurations')).map(name => join(whole, 'configurations', name));
    const shown = await cask('show', path);
    expect(shown.out).toMatch(/spins {10}3 components on 2×4/);
    expect(shown.out).toMatch(/"kind":"doubleExchange"/);
    const observe = 'magnetisation,staggeredMagnetisation';
    const line = JSON.parse((await cask('measure', path, '--observe', observe)).out);
    const logged = JSON.parse(logOf(whole).split('\n')[12]);
    for (const name of observe.split(',')) expect(line[name]).toBe(logged.observables[name]);
    expect(JSON.parse((await cask('measure', path)).out)).toHaveProperty('magnetisation');
    expect((await cask('measure', path, '--observe', 'plaquette')).err).toMatch(
      /holds spins, on which plaquette cannot/,
    );
    expect((await cask('measure', path, '--flow', '1', '--gauge', 'landau')).err).toMatch(
      /holds spins; --gauge and --flow can be done to links alone/,
    );
    const factor = JSON.parse((await cask('measure', path, '--observe', 'structureFactor', '--labels')).out);
    expect(factor.labels.structureFactor.slice(0, 3)).toEqual(['qx=0,qy=0', 'qx=3.14159,qy=0', 'qx=0,qy=1.5708']);
    expect((await cask('convert', path, join(base, 'x.ildg'))).err).toMatch(
      /a safetensors file of spins, not a config/,
    );
    const [checkpoint] = readdirSync(join(whole, 'checkpoint')).map(name => join(whole, 'checkpoint', name));
    expect((await cask('show', checkpoint)).err).toMatch(/of a checkpoint, from which "cask resume" goes on/);
  });

  test('is analysed', async () => {
    const { code, out } = await cask('analyse', whole);
    expect(code).toBe(exitCodes.ok);
    expect(out).toMatch(/double exchange, 2×4, t = 1, J = 1, μ = 0, β = 10, SLMC with transformer of 1 layer/);
    expect(out).toMatch(/staggered magnetisation/);
  });

  test('learns from stored configurations, layer after layer, and from weights of another lattice', async () => {
    const stored = learningFile
      .replace('layers = 1 }', 'layers = 2 }')
      .replace(/training = .*/, `training = { data = "${whole}", batch = 4, epochs = 2 }`)
      .replace('train = 9, trajectories = 12', 'trajectories = 2');
    const out = join(base, 'stored');
    expect(await cask('run', fileWith('stored', stored), '--out', out)).toMatchObject({
      code: exitCodes.ok,
      out: expect.stringMatching(/0 layers, MSE [\s\S]*1 layer, MSE [\s\S]*2 layers, MSE/),
    });
    const few = stored.replace('epochs = 2', 'optimiser.kind = "gaussNewton"');
    expect((await cask('run', fileWith('few', few), '--out', join(base, 'few'))).err).toMatch(
      /9 configurations are left to learn from, for \d+ weights; Gauss-Newton steps need at least as many/,
    );
    const small = few.replace('layers = 2 }', 'layers = 1, shells = 1 }');
    expect(await cask('run', fileWith('small', small), '--out', join(base, 'small'))).toMatchObject({
      code: exitCodes.ok,
      out: expect.stringMatching(/0 layers, MSE [\s\S]*1 layer, MSE/),
    });
    const taken = join(base, 'taken.json');
    copyFileSync(join(out, 'weights.json'), taken);
    const onward = stored
      .replace(/training = .*\n/, '')
      .replace('[2, 4]', '[4, 4]')
      .replace('layers = 2 }', `layers = 2, shells = 4, weights = "${taken}" }`);
    const continued = join(base, 'onward');
    expect(await cask('run', fileWith('onward', onward), '--out', continued)).toMatchObject({
      code: exitCodes.ok,
      out: expect.stringContaining('weights:      learnt on 2×4, divided among the images of their distances\n'),
      err: '',
    });
    // A run that was made is looked at without the files that it began from; to go on it needs them.
    renameSync(taken, `${taken}.moved`);
    expect((await cask('analyse', continued)).out).toContain('staggered magnetisation');
    expect((await cask('resume', continued)).err).toMatch(/`effective\.weights` is ".*taken\.json"; expected a file/);
    renameSync(`${taken}.moved`, taken);
    const nothing = stored.replace(whole, base);
    expect((await cask('run', fileWith('nothing', nothing), '--out', join(base, 'never'))).err).toMatch(
      /training\.data: .* holds 0 configurations of spins; expected at least a batch, 4/,
    );
    expect(existsSync(join(base, 'never'))).toBe(false);
    // The six shells of 2×6, d² = 1, 2, 4, 5, 9, 10, are not the nearest six of 4×6, where d² = 8 is one.
    const far = effectiveModel({ extents: [2, 6], shells: 6, layers: 0 });
    const file = join(base, 'far.json');
    const distances = [1, 2, 4, 5, 9, 10];
    const network = { kind: 'linear', shells: 6, squaredDistances: distances, layers: 0 };
    writeFileSync(file, weightsToText(network, far.weights, { seed: 1 }));
    const larger = onward
      .replace('[4, 4]', '[4, 6]')
      .replace(/effective = .*/, `effective = { kind = "linear", weights = "${file}" }`);
    const there = join(base, 'larger');
    expect(await cask('run', fileWith('larger', larger), '--out', there, '--quiet')).toMatchObject({
      code: exitCodes.ok,
    });
    const written = JSON.parse(readFileSync(join(there, 'weights.json'), 'utf8'));
    expect(written.network).toMatchObject({ squaredDistances: distances, extents: [4, 6] });
    const nearest = larger.replace('kind = "linear"', 'kind = "linear", shells = 6');
    expect((await cask('run', fileWith('nearest', nearest), '--out', join(base, 'nearest'))).err).toMatch(
      /squaredDistances = \[1,2,4,5,9,10\]; this run has \[1,2,4,5,8,9\]\. Leave effective\.shells out/,
    );
    const other = onward.replace('"transformer"', '"convolution"');
    expect((await cask('run', fileWith('other', other), '--out', join(base, 'other'))).err).toMatch(
      /effective\.weights: .* was made with kind = "transformer"; this run has "convolution"/,
    );
  });
});

test.each([
  ['heisenberg', 'hmc', 'field = [0, 0, 0.5], '],
  ['xy', 'metropolis', ''],
  ['ising', 'metropolis', ''],
])('%s by %s', async (kind, sampler, field) => {
  const text = `lattice.extent = [4, 4]
model = { kind = "${kind}", ${field}beta = 0.4 }
sampler.kind = "${sampler}"
schedule = { thermalise = 5, trajectories = 10 }
measure.energy.every = 1
machine.kind = "js"
`;
  const out = join(base, kind);
  expect(await cask('run', fileWith(kind, text), '--out', out, '--quiet')).toMatchObject({
    code: exitCodes.ok,
    err: '',
  });
  const summary = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8'));
  expect(summary.estimates.energy.mean).toBeLessThan(0);
  const findings = await preflightSpins(spinRun(text));
  expect(findings.filter(({ ok }) => !ok)).toEqual([]);
});

describe('preflight', () => {
  test('nothing is wrong with electrons and a Transformer', async () => {
    const findings = await preflightSpins(spinRun(learningFile));
    expect(findings.filter(({ ok }) => !ok)).toEqual([]);
    expect(findings.map(({ law }) => law)).toEqual(
      expect.arrayContaining([
        'electrons among aligned spins are free',
        'force of double exchange is its derivative',
        'an exact model is always accepted',
      ]),
    );
  });

  test('substituted bugs are found: another coupling, a force of half the size, a model that sees directions', async () => {
    const subject = await spinSubjectOf(spinRun(learningFile));
    const broken = (model: object) =>
      examineSpins({ ...subject, theory: { ...subject.theory, model: { ...subject.theory.model, ...model } as never } })
        .filter(({ ok }) => !ok)
        .map(({ law }) => law);
    const exact = subject.theory.model as unknown as {
      options: object;
      value(u: typeof subject.u): number;
      gradient(u: typeof subject.u, out: ReturnType<typeof subject.u.momentum>): void;
    };
    expect(broken({ options: { ...exact.options, coupling: 1.1 } })).toContain(
      'electrons among aligned spins are free',
    );
    const half = (u: typeof subject.u, out: ReturnType<typeof subject.u.momentum>) => {
      exact.gradient(u, out);
      out.fromArray(out.toArray().map(f => f / 2));
    };
    expect(broken({ gradient: half })).toContain('force of double exchange is its derivative');
    const seesUp = (u: typeof subject.u) => exact.value(u) + 0.1 * u.field.toArray()[2];
    expect(broken({ value: seesUp })).toContain('double exchange does not see rotations of all spins');
  });
});

describe('refused', () => {
  const saying = (changed: (text: string) => string) =>
    callMain(['check', fileWith('refused', changed(learningFile)), '--no-preflight']).then(({ stderr }) => stderr);

  test.each<[string, (text: string) => string, RegExp]>([
    [
      'a temperature of zero',
      text => text.replace('beta = 10', 'beta = 0'),
      /model.beta` is 0; expected .*greater than 0/,
    ],
    [
      'another model',
      text => text.replace('doubleExchange', 'kondo'),
      /model\.kind` is "kondo"; expected one of "doubleExchange"/,
    ],
    [
      'signs that learn',
      text => text.replace('"doubleExchange", coupling = 1', '"ising"'),
      /"metropolis" or "hmc": effective/,
    ],
    [
      'a model without a section',
      text => text.replace(/effective = .*\n/, ''),
      /a section \[effective\] with sampler.kind = "slmc"/,
    ],
    [
      'more shells than there are',
      text => text.replace('layers = 1', 'shells = 99'),
      /an integer from 1 to 4, the shells of a 2×4/,
    ],
    ['nothing to learn from', text => text.replace('train = 9', 'train = 0'), /at least 1, or training\.data/],
    [
      'Gauss-Newton steps while the chain runs',
      text => text.replace('chain = "slmc" }', 'optimiser.kind = "gaussNewton" }'),
      /training\.optimiser\.kind` is "gaussNewton"; expected "adam" or "sgd" while the chain runs/,
    ],
    [
      'a gauge group beside the model',
      text => `${text}group.name = "SU(2)"\n`,
      /`group` is not a key of a run file; only gauge theories have it, and \[model\] makes this a run of spins/,
    ],
    [
      'electrons of classical spins',
      text => text.replace('"doubleExchange", coupling = 1', '"heisenberg"'),
      /measure\.filling` is \{ every = 4 \}; expected no such table: only the model "doubleExchange" has electrons/,
    ],
    [
      'more spins than memory',
      text => text.replace('"doubleExchange", coupling = 1', '"heisenberg"').replace('[2, 4]', '[1000, 1000, 1000]'),
      /fields of at most 4 GiB of memory, these need at least 44\.7 GiB/,
    ],
    [
      'no weights and no training',
      text => text.replace(/training = .*\n/, '').replace('train = 9, ', ''),
      /this model knows nothing/,
    ],
  ])('%s', async (_, changed, sentence) => {
    expect(await saying(changed)).toMatch(sentence);
  });
});
