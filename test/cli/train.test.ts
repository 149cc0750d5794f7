/** `cask train`: the effective action learns from the configurations of another run. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { assemble } from '../../src/simulation/index.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const base = temporaryFolder();
const theory = `lattice.extent = [4, 4]
group.name = "SU(2)"
start.from = "hot"
action.gauge = { kind = "plaquette", beta = 2.0 }
action.fermion = { kind = "staggered", mass = 0.3, flavours = 4 }
machine.kind = "wasm128"
`;
const call = async (...argv: string[]) => {
  const stderr: string[] = [];
  const stdout: string[] = [];
  const code = await main(argv, {
    assemble,
    stdout: { write: text => stdout.push(text) > 0 },
    stderr: { write: text => stderr.push(text) > 0 },
  });
  return { code, stdout: stdout.join(''), stderr: stderr.join('') };
};
const file = (name: string, text: string) => {
  const path = join(base, name);
  writeFileSync(path, text);
  return path;
};

const hmc = file(
  'hmc.toml',
  `${theory}sampler = { kind = "hmc", steps = 6 }
schedule = { thermalise = 4, trajectories = 8, seed = 3 }
output.configurations = { every = 1, format = "bridge" }
`,
);
const slhmc = file(
  'slhmc.toml',
  `${theory}sampler = { kind = "slhmc", steps = 6, effective = { mass = 0.4, heavier = [0.6], learn = ["coefficients"] } }
training = { chain = "hmc", heldOut = { trajectories = 3, every = 4 }, optimiser = { kind = "leastSquares", first = 4 } }
schedule = { thermalise = 100, train = 50, trajectories = 100, seed = 5 }
`,
);

test('learns from the configurations that a run has kept, and from nothing else', { timeout: 60_000 }, async () => {
  const [data, out] = [join(base, 'hmc'), join(base, 'trained')];
  expect(await call('run', hmc, '--out', data, '--quiet')).toMatchObject({ code: 0 });
  const { code, stderr, stdout } = await call('train', slhmc, data, '--trajectories', '15', '--out', out);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const lines = readFileSync(join(out, 'log.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line));
  expect(lines.map(({ phase }) => phase)).toEqual(new Array(15).fill('train'));
  const { training } = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8'));
  expect(training.heldOut.first).toBe(lines[2].extra.heldOutLoss);
  expect(training.heldOut.last).toBe(lines[14].extra.heldOutLoss);
  expect(training.heldOut.last).toBeLessThan(training.heldOut.first / 2);
  expect(stdout).toContain('Loss on held-out trajectories');
  const { weights } = JSON.parse(readFileSync(join(out, 'weights.json'), 'utf8'));
  expect(weights['effective.coefficient1']).not.toBe(1);
  expect(readFileSync(join(out, 'report.html'), 'utf8')).toContain('Weights after each batch');
});

test('what it cannot use is said', async () => {
  const nowhere = await call('train', slhmc, join(base, 'nowhere'), '--out', join(base, 'none'));
  expect(nowhere).toMatchObject({ code: 2 });
  expect(nowhere.stderr).toContain('expected a file that exists');
  const noFolder = await call('train', slhmc, hmc, '--out', join(base, 'none'), '--no-preflight');
  expect(noFolder.stderr).toContain('hmc.toml is no folder; expected one with configurations');
  const twice = await call('train', slhmc, base, '--set', 'schedule.thermalise=5');
  expect(twice.stderr).toContain('"cask train" sets it itself');
});
