/** A run that keeps ILDG files leaves the documents of QCDml beside them, and `cask show` compares them. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { cask, runFileIn, traces } from '../faults/runs.ts';
import { temporaryFolder } from './temporaryFolder.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const base = temporaryFolder();
const text = `lattice.extent = [2, 2, 2, 4]
group.name = "SU(3)"
action.gauge = { kind = "iwasaki", beta = 2.5 }
sampler = { kind = "hmc", steps = 3 }
schedule = { thermalise = 1, trajectories = 4, seed = 5 }
machine.kind = "wasm128"
output.configurations = { every = 2 }
`;
const folder = join(base, 'run');
const kept = join(folder, 'configurations');
const file = join(kept, '00000002.lime');

async function run(name: string, content: string): Promise<string> {
  const out = join(base, name);
  expect(await cask(['run', runFileIn(base, name, content), '--out', out, '--quiet'])).toMatchObject({ code: 0 });
  return join(out, 'configurations');
}

beforeAll(async () => {
  await run('run', text);
});

test('one document of the ensemble, and one for each configuration', async () => {
  expect(readdirSync(kept).sort()).toEqual([
    ...['00000002.lime', '00000002.xml', '00000004.lime', '00000004.xml', 'ensemble.xml'],
  ]);
  const { code, stdout } = await cask(['show', file, '--json']);
  expect(code).toBe(0);
  const shown = JSON.parse(stdout);
  expect(shown.checked).toContain('QCDml document');
  expect(shown.qcdml.ensemble).toMatchObject({
    ...{ extents: [2, 2, 2, 4], gaugeGroup: 'SU(3)', algorithm: 'HMC', collaboration: 'not given' },
    action: ['iwasakiRGGluonAction beta = 2.5, c0 = 3.648, c1 = -0.331, c2 = 0, c3 = 0'],
  });
  expect(shown.qcdml.configuration).toMatchObject({
    ...{ dataLFN: shown.header.lfn, update: '2', field: 'su3gauge', precision: 'double' },
    ...{ avePlaquette: shown.plaquette, markovChainURI: shown.qcdml.ensemble.markovChainURI },
  });
  expect((await cask(['show', file])).stdout).toMatch(/^ensemble action +iwasakiRGGluonAction beta = 2\.5/m);
});

test('a run that was interrupted leaves the same bytes', async () => {
  const out = join(base, 'interrupted');
  await cask(['run', runFileIn(base, 'interrupted', text), '--out', out, '--quiet'], { stopIn: 3 });
  expect(readdirSync(join(out, 'configurations'))).not.toContain('00000004.xml');
  expect(await cask(['resume', out, '--quiet'])).toMatchObject({ code: 0 });
  const hashes = traces(out);
  expect(Object.keys(hashes)).toContain(join('configurations', '00000004.xml'));
  expect(hashes).toEqual(traces(folder));
});

test('a document is shown by itself', async () => {
  const { code, stdout } = await cask(['show', join(kept, 'ensemble.xml')]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^format +QCDml, ensemble document$/m);
  expect(stdout).toMatch(/^extents +2×2×2×4$/m);
  expect(JSON.parse((await cask(['show', join(kept, '00000004.xml'), '--json'])).stdout)).toMatchObject({
    kind: 'configuration',
    update: '4',
  });
  writeFileSync(join(base, 'other.xml'), '<html></html>');
  expect(await cask(['show', join(base, 'other.xml')])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('other.xml is no document of QCDml'),
  });
});

describe('a document that does not belong to its file is refused', () => {
  test.each([
    ['00000002.xml', /<crcCheckSum>\d/, '<crcCheckSum>9', /states crcCheckSum \d+, but the file has \d+/],
    ['00000002.xml', /<avePlaquette>0\.\d/, '<avePlaquette>0.0', /states avePlaquette/],
    [
      '00000002.xml',
      '/00000002</dataLFN>',
      '/00000004</dataLFN>',
      /states dataLFN .*00000004, but the file has .*00000002/,
    ],
    ['00000002.xml', /mc:\/\/[^<]*/, 'mc://another', /states markovChainURI mc:\/\/another/],
    ['ensemble.xml', '<t>4</t>', '<t>8</t>', /ensemble\.xml states physics\/size 2×2×2×8, but the file has 2×2×2×4/],
    ['ensemble.xml', 'SU(3)', 'SU(2)', /states gaugeGroup SU\(2\)/],
  ])('%s with %s', async (name, from, to, sentence) => {
    const path = join(kept, name);
    const before = readFileSync(path, 'utf8');
    const changed = before.replace(from, to);
    expect(changed).not.toBe(before);
    writeFileSync(path, changed);
    const { code, stderr } = await cask(['show', file]);
    writeFileSync(path, before);
    expect(code).toBe(2);
    expect(stderr).toMatch(sentence);
  });
});

test('what QCDml has no element for is described in words, or no document is written', async () => {
  const quarks = text.replace(
    'action.gauge = { kind = "iwasaki", beta = 2.5 }',
    'action.gauge = { kind = "plaquette", beta = 5 }\naction.fermion = { kind = "staggered", mass = 0.7, flavours = 8 }',
  );
  const shown = await cask(['show', join(await run('quarks', quarks), 'ensemble.xml')]);
  expect(shown.stdout).toMatch(/^annotation +Quarks that QCDml has no element for: .*"mass":0\.7/m);
  const loops = text.replace('{ kind = "iwasaki", beta = 2.5 }', '{ kind = "adjoint", beta = 2, betaAdjoint = 1 }');
  expect(readdirSync(await run('loops', loops)).sort()).toEqual(['00000002.lime', '00000004.lime']);
});

test('a run that was interrupted has one ensemble all the same', async () => {
  const out = join(base, 'interrupted');
  await cask(['run', join(base, 'run.toml'), '--out', out, '--quiet'], { stopIn: 3 });
  expect(await cask(['resume', out, '--quiet'])).toMatchObject({ code: 0 });
  for (const name of ['ensemble.xml', '00000002.lime', '00000004.lime']) {
    expect(readFileSync(join(out, 'configurations', name))).toEqual(readFileSync(join(kept, name)));
  }
});
