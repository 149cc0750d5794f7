/** What a machine is chosen for: WebGPU for solvers of mixed precision and nothing else. */
import { expect, test } from 'vitest';
import { runFromText } from '../../input/decide.ts';

const lattice = '[lattice]\nextent = [4, 4, 4, 4]\n[group]\nname = "SU(2)"\n';
const length = '[schedule]\ntrajectories = 1\n';
const quarks = (quark: string, precision: string) =>
  `${lattice}[action]\ngauge = { kind = "plaquette", beta = 2 }\nfermion = { ${quark} }\n` +
  `[sampler]\nkind = "hmc"\nsolver = { precision = "${precision}" }\n${length}`;
const four = 'kind = "staggered", mass = 0.1, flavours = 4';
const gauge = `${lattice}[action]\ngauge = { kind = "plaquette", beta = 2 }\n[sampler]\nkind = "hmc"\n${length}`;
const spins = `[lattice]\nextent = [8, 8]\n[model]\nkind = "heisenberg"\nbeta = 1\n[sampler]\nkind = "metropolis"\n${length}`;

test.each([
  ['flag', quarks(four, 'mixed'), { machine: 'webgpu' }],
  ['file', `${quarks(four, 'mixed')}[machine]\nkind = "webgpu"\n`, {}],
])('solvers of mixed precision may have a GPU in single precision, by %s', (_, text, overrides) => {
  expect(runFromText('run.toml', text, overrides).resolved.machine.kind).toBe('webgpu');
});

test.each([
  [
    'solvers of double precision',
    quarks(four, 'double'),
    /sampler\.solver\.precision = "mixed", which this run does not/,
  ],
  [
    'roots',
    quarks('kind = "staggered", mass = 0.1, flavours = 2', 'mixed'),
    /only 4, 8 … staggered or HISQ and 2, 4 …/,
  ],
  ['gauge fields alone', gauge, /"webgpu" computes in single precision, for which only 4, 8 …/],
  ['spins', spins, /for which spins and electrons have no use/],
])('%s may not', (_, text, sentence) => {
  expect(() => runFromText('run.toml', text, { machine: 'webgpu' })).toThrow(sentence);
  expect(() => runFromText('run.toml', `${text}[machine]\nkind = "webgpu"\n`)).toThrow(sentence);
});

test('a device is a matter of OpenCL', () => {
  const text = `${gauge}[machine]\nkind = "native"\ndevice = "1"\n`;
  expect(() => runFromText('run.toml', text)).toThrow('no such key with machine.kind = "native"; it needs "opencl"');
});
