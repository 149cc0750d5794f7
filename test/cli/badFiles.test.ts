/** A corpus of unusable files: each gives one-line sentences with the right line, exit code 2, and writes nothing. */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { callMain } from './callMain.ts';
import { goodFile, shortFile } from './samples.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const base = temporaryFolder();
const file = join(base, 'run.toml');
const out = join(base, 'out');

async function refusal(content: string | Uint8Array): Promise<string> {
  writeFileSync(file, content);
  const { code, stdout, stderr } = await callMain(['run', file, '--out', out]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(readdirSync(base)).toEqual(['run.toml']);
  return stderr.replaceAll(file, 'FILE').trimEnd();
}

/** The good file with one piece replaced. */
function changed(from: string, to: string): string {
  expect(goodFile).toContain(from);
  return goodFile.replace(from, to);
}

describe('unknown and missing keys', () => {
  test.each([
    ['steps = 20', 'stesp = 20', 'FILE:14: `stesp` is not a key of sampler; did you mean `steps`?'],
    [
      'steps = 20',
      'traj_length = 2',
      'FILE:14: `traj_length` is not a key of sampler; did you mean `trajectoryLength`?',
    ],
    ['tolerance = 1e-9', 'tol = 1', 'FILE:16: `tol` is not a key of sampler.solver; did you mean `tolerance`?'],
    [
      'blocks = 2',
      'heads = 2',
      'FILE:19: `heads` is not a key of network; known are kind, blocks, blockWeights, weights, loops, spread',
    ],
    [
      '[machine]',
      '[machine]\nthreads = 0',
      'FILE:35: `machine.threads` is 0; expected "auto" or an integer from 1 to 64',
    ],
    ['[machine]', '[machines]', 'FILE:34: `machines` is not a key of a run file; did you mean `machine`?'],
    [
      'beta = 2.7',
      'beta = 2.7, "a b" = 1',
      'FILE:9: `"a b"` is not a key of action.gauge; known are kind, beta, smearing',
    ],
    [
      'name = "SU(2)"',
      '',
      'FILE:4: `group.name` is missing; expected one of "U(1)", "SU(2)", "SU(3)", "SU(4)" or "SU(5)"',
    ],
    ['fermion.mass = 0.3', '', 'FILE:10: `action.fermion.mass` is missing; expected a finite number greater than 0'],
    [
      'effective = { mass = 0.4 }',
      '',
      'FILE:12: `sampler.effective` is missing; expected a table { mass = ... }, the effective action that drives the trajectory',
    ],
    [', beta = 2.7', '', 'FILE:9: `action.gauge.beta` is missing; expected a finite number'],
  ])('%s → %s', async (from, to, expected) => {
    expect(await refusal(changed(from, to))).toBe(expected);
  });

  test('a missing section', async () => {
    expect(await refusal(shortFile.replace('group.name = "U(1)"', ''))).toBe(
      'FILE:1: `group` is missing; expected a section [group]',
    );
  });
});

describe('wrong values', () => {
  const extent = '2, 3 or 4 integers, each at least 2, in the order x y z t (time last)';
  test.each([
    [
      '[4, 4, 4, 4]',
      '[4, 4, 3, 4]',
      'FILE:3: `lattice.extent[2]` is 3; expected an even number, staggered quarks hop between even and odd sites',
    ],
    ['[4, 4, 4, 4]', '[4, 4, 1, 4]', `FILE:3: \`lattice.extent[2]\` is 1; expected ${extent}`],
    ['[4, 4, 4, 4]', '[4, 4, 0, 4]', `FILE:3: \`lattice.extent[2]\` is 0; expected ${extent}`],
    ['[4, 4, 4, 4]', '[4, -2]', `FILE:3: \`lattice.extent[1]\` is -2; expected ${extent}`],
    ['[4, 4, 4, 4]', '[4]', `FILE:3: \`lattice.extent\` is [4]; expected ${extent}`],
    ['[4, 4, 4, 4]', '4', `FILE:3: \`lattice.extent\` is 4; expected ${extent}`],
    ['[4, 4, 4, 4]', '[4, 4, 4, 4.5]', `FILE:3: \`lattice.extent[3]\` is 4.5; expected ${extent}`],
    [
      '"SU(2)"',
      '"su2"',
      'FILE:5: `group.name` is "su2"; expected one of "U(1)", "SU(2)", "SU(3)", "SU(4)" or "SU(5)"; did you mean "SU(2)"?',
    ],
    ['beta = 2.7', 'beta = inf', 'FILE:9: `action.gauge.beta` is inf; expected a finite number'],
    ['beta = 2.7', 'beta = nan', 'FILE:9: `action.gauge.beta` is nan; expected a finite number'],
    ['beta = 2.7', 'beta = "2.7"', 'FILE:9: `action.gauge.beta` is "2.7"; expected a finite number'],
    ['beta = 2.7', 'beta = 1979-05-27', 'FILE:9: `action.gauge.beta` is 1979-05-27; expected a finite number'],
    [
      'kind = "plaquette"',
      'kind = "plaquete"',
      'FILE:9: `action.gauge.kind` is "plaquete"; expected one of "plaquette", "symanzik", "iwasaki", "dbw2", "adjoint", "loops" or "words"; did you mean "plaquette"?',
    ],
    [
      '{ kind = "plaquette", beta = 2.7 }',
      '2.7',
      'FILE:9: `action.gauge` is 2.7; expected a table whose kind is one of "plaquette", "symanzik", "iwasaki", "dbw2", "adjoint", "loops" or "words"',
    ],
    [
      '{ kind = "plaquette", beta = 2.7 }',
      '{ kind = "loops", terms = [] }',
      'FILE:9: `action.gauge.terms` is []; expected at least one table { loop = "...", beta = ... }',
    ],
    [
      '{ kind = "plaquette", beta = 2.7 }',
      '{ kind = "loops", terms = [\n{ loop = "chair", beta = true }] }',
      'FILE:10: `action.gauge.terms[0].beta` is true; expected a finite number',
    ],
    ['mass = 0.3', 'mass = 0', 'FILE:11: `action.fermion.mass` is 0; expected a finite number greater than 0'],
    ['mass = 0.3', 'mass = nan', 'FILE:11: `action.fermion.mass` is nan; expected a finite number greater than 0'],
    [
      'mass = 0.3',
      'mass = 0.3\nfermion.flavours = 9',
      'FILE:12: `action.fermion.flavours` is 9; expected an integer from 1 to 8',
    ],
    ['steps = 20', 'steps = 0', 'FILE:14: `sampler.steps` is 0; expected an integer from 1 to 100000'],
    ['steps = 20', 'steps = -1', 'FILE:14: `sampler.steps` is -1; expected an integer from 1 to 100000'],
    ['steps = 20', 'steps = 2.5', 'FILE:14: `sampler.steps` is 2.5; expected an integer from 1 to 100000'],
    [
      'steps = 20',
      'steps = 9007199254740991',
      'FILE:14: `sampler.steps` is 9007199254740991; expected an integer from 1 to 100000',
    ],
    [
      'steps = 20',
      'trajectoryLength = -inf',
      'FILE:14: `sampler.trajectoryLength` is -inf; expected a finite number greater than 0',
    ],
    ['mass = 0.4', 'mass = -0.4', 'FILE:15: `sampler.effective.mass` is -0.4; expected a finite number greater than 0'],
    [
      '  "polyakovTime",',
      '  "plaquette",',
      'FILE:20: `network.loops` is ["plaquette", "plaquette"]; expected a list of different loops out of plaquette, rectangle, chair, polyakovSpace, polyakovTime, polyakovX, polyakovY, polyakovZ, polyakovT',
    ],
    [
      '  "polyakovTime",',
      '  "polyakovS",',
      'FILE:22: `network.loops[1]` is "polyakovS"; expected one of "plaquette", "rectangle", "chair", "polyakovSpace", "polyakovTime", "polyakovX", "polyakovY", "polyakovZ" or "polyakovT"; did you mean "polyakovX"?',
    ],
    [
      'blocks = 2',
      'blocks = 2\nweights = "no/such/file"',
      'FILE:20: `network.weights` is "no/such/file"; expected a file that exists, seen from the current folder',
    ],
    ['seed = 7', 'seed = -7', 'FILE:31: `schedule.seed` is -7; expected an integer from 0 to 4294967295'],
    ['every = 2', 'every = 0', 'FILE:33: `measure.polyakovLoop.every` is 0; expected an integer from 1 to 100000000'],
    [
      '"a sample"',
      '"a\\nsample"',
      'FILE:1: `title` is "a\\nsample"; expected one line of text, at least one character and at most 1000',
    ],
    [
      '"a sample"',
      '"\\u001b[31mred"',
      'FILE:1: `title` is "\\u001b[31mred"; expected one line of text, at least one character and at most 1000',
    ],
  ])('%s → %s', async (from, to, expected) => {
    expect(await refusal(changed(from, to))).toBe(expected);
  });

  test('several problems are reported at once, in the order of the file', async () => {
    const text = changed('steps = 20', 'steps = 0')
      .replace('mass = 0.3', 'mas = 0.3')
      .replace('seed = 7', 'seed = "x"');
    const lines = (await refusal(text)).split('\n').map(line => line.split(' ')[0]);
    expect(lines).toEqual(['FILE:10:', 'FILE:11:', 'FILE:14:', 'FILE:31:']);
  });
});

describe('combinations that are no run', () => {
  test.each([
    [
      'a huge lattice',
      changed('[4, 4, 4, 4]', '[256, 256, 256, 256]'),
      /^FILE:3: `lattice.extent` is \[256, .*\]; expected fields of at most 4 GiB of memory, these need at least 2.\d* TiB$/,
    ],
    ['an astronomical lattice', changed('[4, 4, 4, 4]', '[9007199254740990, 9007199254740990]'), /at least .* PiB$/],
    [
      'a network under HMC',
      changed('kind = "slhmc"', 'kind = "hmc"').replace('effective = { mass = 0.4 }\n', ''),
      /^FILE:16: `network` is \{.*; expected no such section with sampler.kind = "hmc"; a network needs "slhmc"$/,
    ],
    [
      'training without a network',
      goodFile.replace(/\[network\][\s\S]*?(?=\[training\])/, ''),
      /^FILE:17: `training` is .*; expected a \[network\] section beside it, or sampler\.effective\.learn: there is nothing to train$/,
    ],
    [
      'training the identity',
      changed('kind = "stout"\nblocks = 2\nloops = [\n  "plaquette",\n  "polyakovTime",\n]', 'kind = "identity"'),
      /^FILE:18: `network.kind` is "identity"; expected a network such as "stout" or "cask", the identity has no weights to train; sampler\.effective\.learn trains without a network$/,
    ],
    [
      'a heavier mass that is lighter',
      changed('{ mass = 0.4 }', '{ mass = 0.4, heavier = [0.5, 0.3] }'),
      'FILE:15: `sampler.effective.heavier[1]` is 0.3; expected masses above sampler.effective.mass = 0.4',
    ],
    [
      'one coefficient for two masses',
      changed('{ mass = 0.4 }', '{ mass = 0.4, heavier = [0.5], coefficients = [1] }'),
      'FILE:15: `sampler.effective.coefficients` is [1]; expected 2 numbers, for mass and each of heavier',
    ],
    [
      'loops to learn that are not there',
      changed('{ mass = 0.4 }', '{ mass = 0.4, learn = ["loops"] }'),
      'FILE:15: `sampler.effective.learn` is ["loops"]; expected sampler.effective.loops beside it, loops to train',
    ],
    [
      'a regression for a network',
      changed('kind = "sgd", rate = 1e-6', 'kind = "leastSquares"'),
      'FILE:26: `training.optimiser.kind` is "leastSquares"; expected "adam" or "sgd": S is not linear in the weights of a network',
    ],
    [
      'dense determinants of a large lattice',
      changed('[4, 4, 4, 4]', '[8, 8, 8, 8]').replace('{ mass = 0.4 }', '{ mass = 0.4, pseudofermions = "surrogate" }'),
      'FILE:15: `sampler.effective.pseudofermions` is "surrogate"; expected "exact": the determinants of 4096 rows that "surrogate" needs are computed up to 1024',
    ],
    [
      'training steps without training',
      changed('[training]\nloss = "offset"\noptimiser = { kind = "sgd", rate = 1e-6 }\n', ''),
      /^FILE:26: `schedule.train` is 20; expected 0, or else a section \[training\], with \[network\] or sampler\.effective\.learn$/,
    ],
    [
      'the variance of one number',
      changed('"offset"', '"variance"'),
      /^FILE:24: `training.batch` is 1; expected at least 2 for loss = "variance"/,
    ],
    [
      'self-learning without quarks',
      changed('fermion.kind = "staggered"\nfermion.mass = 0.3', 'fermion.kind = "none"'),
      /^FILE:12: `sampler.kind` is "slhmc"; expected "hmc", because/,
    ],
    [
      'nesting without quarks',
      `${shortFile}sampler.gaugeSubsteps = 4\n`,
      /^FILE:6: `sampler.gaugeSubsteps` is 4; expected 1, because/,
    ],
    [
      'a gauge to fix on odd extents',
      `${shortFile.replace('[2, 2]', '[3, 2]')}measure.polyakovLoop = { gauge = "landau" }\n`,
      /^FILE:6: `measure.polyakovLoop.gauge` is "landau"; expected "none", or even extents: a gauge is fixed on even and/,
    ],
    [
      'a condensate without quarks',
      `${shortFile}measure.chiralCondensate = {}\n`,
      /^FILE:6: `measure.chiralCondensate` is \{.*; expected a quark mass in it, there is no staggered fermion/,
    ],
    [
      'quarks to measure on odd extents',
      `${shortFile.replace('[2, 2]', '[3, 2]')}measure.wilsonPion = { kappa = 0.2 }\n`,
      /^FILE:6: `measure.wilsonPion` is \{.*; expected even extents for it, quarks hop between even and odd sites$/,
    ],
    [
      'chairs in a plane',
      shortFile.replace(/\{ kind.*/, '{ kind = "loops", terms = [{ loop = "chair", beta = 1 }] }'),
      /^FILE:3: `action.gauge.terms\[0\].loop` is "chair"; expected at least 3 directions for a chair loop$/,
    ],
    [
      'a direction that is not there',
      changed('[4, 4, 4, 4]', '[4, 4, 4]').replace('"polyakovTime"', '"polyakovZ"'),
      /^FILE:22: `network.loops\[1\]` is "polyakovZ"; expected a lattice of at least 4 directions for this loop$/,
    ],
    [
      'no trajectory at all',
      shortFile.replace('trajectories = 30', 'trajectories = 0'),
      /^FILE:5: `schedule.trajectories` is 0; expected at least one trajectory/,
    ],
  ])('%s', async (_, text, expected) => {
    expect(await refusal(text)).toMatch(expected);
  });
});

describe('files that are no run file', () => {
  test.each<[string, string | Uint8Array, RegExp]>([
    ['empty', '', /^FILE is empty; expected a TOML file/],
    ['only space', '\n \t\n', /^FILE is empty/],
    ['only a comment', '# nothing\n', /^FILE:1: `lattice` is missing/],
    [
      'binary',
      new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0xff, 0xfe, 0, 1]),
      /^FILE is not UTF-8 text; expected a TOML file\.$/,
    ],
    ['zeros', new Uint8Array(100), /^FILE:1: not valid TOML: /],
    [
      'too large',
      new Uint8Array(2 ** 20 + 1).fill(32),
      /^FILE has 1048577 bytes; expected a TOML file of at most 1048576\.$/,
    ],
    [
      'a key twice',
      'title = "a"\ntitle = "b"\n',
      /^FILE:2: not valid TOML: trying to redefine an already defined table or value$/,
    ],
    ['a section twice', '[group]\n[lattice]\n[group]\n', /^FILE:3: not valid TOML: /],
    ['an integer too large', 'seed = 99999999999999999999\n', /^FILE:1: not valid TOML: .*integer/],
    [
      '__proto__ as a key',
      'title = "a"\n__proto__ = 1\n',
      /^FILE:2: not valid TOML: `__proto__` and `constructor` cannot be keys$/,
    ],
    [
      '__proto__ inside',
      'action = { gauge = { "__proto__" = { beta = 1 } } }\n',
      /^FILE:1: not valid TOML: `__proto__`/,
    ],
    [
      'constructor as a section',
      '[constructor.prototype]\nx = 1\n',
      /^FILE:1: not valid TOML: `__proto__` and `constructor`/,
    ],
    ['JSON', '{ "title": 1 }\n', /^FILE:1: not valid TOML: /],
    ['very deep', `title = ${'['.repeat(5000)}${']'.repeat(5000)}\n`, /^FILE:1: not valid TOML: /],
    ['an open string', 'title = "abc\n[group]\n', /^FILE:1: not valid TOML: /],
  ])('%s', async (_, content, expected) => {
    expect(await refusal(content)).toMatch(expected);
  });

  test.each<[string, string, RegExp]>([
    ['a missing file', join(base, 'missing.toml'), /missing\.toml cannot be read: there is no such file\.$/],
    ['a folder', base, /is a folder; expected a TOML file\.$/],
    ['a device', '/dev/null', /is a device; expected a TOML file\.$/],
    ['below a file', join(file, 'x.toml'), /cannot be read: a part of its path is not a folder\.$/],
    ['an endless name', 'x'.repeat(10_000), /cannot be read: its name is too long\.$/],
    ['no name', '', /cannot be read: there is no such file\.$/],
    ['a zero in the name', 'a\0b', /cannot be read: its name is not a file name\.$/],
  ])('%s', async (_, name, expected) => {
    writeFileSync(file, goodFile);
    for (const command of ['run', 'check']) {
      const { code, stderr } = await callMain([command, name]);
      expect(code).toBe(2);
      expect(stderr.trimEnd()).toMatch(expected);
      expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    }
  });
});

test('nothing of an object prototype is taken for a key', async () => {
  for (const key of ['toString', 'hasOwnProperty', 'valueOf', '__defineGetter__', 'prototype']) {
    expect(await refusal(`${key} = 1\n${goodFile}`)).toContain(`FILE:1: \`${key}\` is not a key of a run file`);
    expect(await refusal(changed('steps = 20', `${key} = 1`))).toContain(`\`${key}\` is not a key of sampler`);
  }
});
