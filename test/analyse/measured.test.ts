/** What `cask measure` writes keeps its meaning for `cask analyse`, `plot` and `export`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Analysis, analyse } from '../../src/analysis/analysis.ts';
import { readRun, readRuns } from '../../src/cli/command/readRun.ts';
import { configurationOf } from '../../src/files/index.ts';
import { readCsv, readHdf5, saveConfiguration } from '../../src/files/node/index.ts';
import { hotStart } from '../../src/gauge/index.ts';
import { groupNamed } from '../../src/group/index.ts';
import { key, Lattice } from '../../src/lattice/index.ts';
import { callMain } from '../cli/callMain.ts';
import { temporaryFolder } from '../cli/temporaryFolder.ts';
import { sampleLog, theory, writeRun } from './folders.fixture.ts';

const parent = temporaryFolder();
const file = join(parent, 'hot.lime');
const count = 24;

beforeAll(() => {
  const u = hotStart(new Lattice([4, 4, 4, 4]), groupNamed('SU(2)'), key(1, 0, 'start'));
  saveConfiguration(file, configurationOf(u), { format: 'ildg' });
});

type Answer = Record<string, unknown>;

async function measured(...argv: string[]): Promise<Answer> {
  const { code, stdout, stderr } = await callMain(['measure', file, ...argv]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
}

/** Every number of an answer moves a little from configuration to configuration. */
function moved(value: unknown, i: number): unknown {
  if (typeof value === 'number') return value * (1 + 0.01 * Math.sin(i * i));
  return Array.isArray(value) ? value.map(x => moved(x, i)) : value;
}

/** The answer as if it were of many configurations of a run. */
function linesOf(answer: Answer): string {
  const named = Object.keys(answer.facts as object);
  const lines = Array.from({ length: count }, (_, i) => {
    const values = Object.fromEntries(named.map(name => [name, moved(answer[name], i)]));
    return JSON.stringify({
      ...answer,
      ...values,
      file: `p/configurations/${String(10 * i + 20).padStart(8, '0')}.lime`,
    });
  });
  return `${lines.join('\n')}\n`;
}

/** A log without observables beside the plaquette. */
const bare = sampleLog().map(({ observables: _, ...line }) => line);

let written = 0;

/** A run folder in which these answers lie. */
function folderWith(answers: readonly Answer[], log = sampleLog()): string {
  written++;
  const folder = writeRun(parent, `run-${written}`, log, theory.replace('seed = 7', `seed = ${written}`));
  answers.forEach((answer, k) => {
    writeFileSync(join(folder, `measured${k}.jsonl`), linesOf(answer));
  });
  return folder;
}

const reasons = ({ unusable }: Analysis) => unusable.map(({ reason }) => reason).join('\n');
const named = ({ scalars }: Analysis, name: string) => scalars.find(scalar => scalar.name === name);

describe('lists know what their positions are', () => {
  test('flow times: t₀ is refused where t²⟨E⟩ does not reach 0.3, whatever the positions are', async () => {
    const answer = await measured('--observe', 'plaquette', '--flow-history', '0.4,0.1');
    const analysis = analyse([readRun(folderWith([answer]))]);
    const energy = analysis.lists.find(({ name }) => name === 'flowEnergy')!;
    expect(energy.curves[0].x).toEqual(answer.flowTimes);
    expect(energy.unit).toBe('a⁻⁴');
    expect(analysis.derived.map(({ name }) => name)).not.toContain('t0.flowEnergy');
    expect(reasons(analysis)).toContain('t²⟨E⟩ does not reach 0.3 up to t/a² = 0.4');
    expect(analysis.derived.find(({ name }) => name === 'charge.flowCharge')?.title).toBe('Q at t/a² = 0.4');
  });

  test('answers of earlier versions have their times in "flowTimes"', async () => {
    const { facts: _, ...old } = await measured('--observe', 'plaquette', '--flow-history', '0.4,0.1');
    const folder = folderWith([]);
    const lines = Array.from({ length: 12 }, (_, i) => ({
      ...old,
      file: `${10 * i + 20}.lime`,
      flowEnergy: moved(old.flowEnergy, i),
    }));
    writeFileSync(join(folder, 'measured.jsonl'), lines.map(line => `${JSON.stringify(line)}\n`).join(''));
    const [energy] = analyse([readRun(folder)], { observables: ['flowEnergy'] }).lists;
    expect(energy.curves[0].x).toEqual(old.flowTimes);
  });

  test('without times there is no scale, and that is said', () => {
    const lines = sampleLog().map(line => ({
      ...line,
      observables: { flowEnergy: [1, 2, 3].map(x => moved(x, line.trajectory as number)) },
    }));
    const analysis = analyse([readRun(folderWith([], lines))]);
    expect(analysis.derived.map(({ name }) => name).filter(name => name.includes('flow'))).toEqual([]);
    expect(reasons(analysis)).toContain('its flow times are not known');
  });

  test('correlators have masses, loops R and T', async () => {
    const answer = await measured(...['--observe', 'staggeredPion,wilsonLoops', '--mass', '0.3']);
    const { lists, derived } = analyse([readRun(folderWith([answer]))]);
    const [pion, loops] = ['staggeredPion', 'wilsonLoops'].map(name => lists.find(list => list.name === name)!);
    expect(pion.curves[0]).toMatchObject({ axis: 't/a', fold: 1 });
    expect(pion.curves[0].masses!.values[0]).toHaveProperty('mass');
    expect(loops.curves.map(({ name, x }) => [name, x])).toEqual([
      ['R=1', [1, 2]],
      ['R=2', [1, 2]],
    ]);
    expect(derived.map(({ name }) => name)).toContain('creutz2.wilsonLoops');
  });
});

describe('settings are part of what is measured', () => {
  test.each([
    ['--smear', 'kind=ape,alpha=0.5,steps=3'],
    ['--set', 'topologicalCharge.definition=plaquette'],
    ['--gauge', 'landau'],
    ['--labels'],
    ['--stout', '0.1,2'],
    ['--flow', '0.1'],
  ])('%s', async (...flags) => {
    const answer = await measured('--observe', 'topologicalCharge', ...flags);
    const analysis = analyse([readRun(folderWith([answer]))]);
    // The log of this run holds a charge without settings: what was measured is another quantity, unless nothing was done.
    const charges = analysis.scalars.map(({ name }) => name).filter(name => name.startsWith('topologicalCharge'));
    expect(charges).toHaveLength(flags[0] === '--labels' ? 1 : 2);
    expect(charges[0]).toBe('topologicalCharge');
    expect(analysis.scalars.map(({ name }) => name)).not.toContain('kappa');
  });

  test('two κ in one file are two observables, named by what differs', async () => {
    const answers = await Promise.all(
      ['0.1', '0.12'].map(kappa =>
        measured('--observe', 'wilsonPion', '--kappa', kappa, '--set', 'wilsonPion.sources=2'),
      ),
    );
    const folder = folderWith([], bare);
    writeFileSync(join(folder, 'measured.jsonl'), answers.map(linesOf).join(''));
    const { lists } = analyse([readRun(folder)]);
    const pions = lists.filter(({ name }) => name.startsWith('wilsonPion{'));
    expect(pions.map(({ name, title }) => [name, title])).toEqual([
      ['wilsonPion{kappa=0.1}', 'pion correlator {kappa=0.1}'],
      ['wilsonPion{kappa=0.12}', 'pion correlator {kappa=0.12}'],
    ]);
    const first = (k: number) => (answers[k].wilsonPion as number[])[0];
    pions.forEach(({ estimates }, k) => {
      expect(estimates[0].mean / first(k)).toBeCloseTo(1, 2);
    });
    const { code, stdout } = await callMain(['analyse', folder, '--observable', 'wilsonPion{kappa=0.1},plaquette']);
    expect(code).toBe(0);
    expect(stdout).not.toContain('kappa=0.12');
  });

  test('the settings of the log count as well; the same ones stand there already', async () => {
    const [thin, flowed] = [
      await measured('--observe', 'energyDensity'),
      await measured('--observe', 'energyDensity', '--flow', '0.1'),
    ];
    const log = sampleLog().map(line => ({
      ...line,
      observables: { energyDensity: moved(1, line.trajectory as number) },
    }));
    const folder = folderWith([thin, flowed], log);
    const { settings } = (flowed.facts as Record<string, { settings: object }>).energyDensity;
    writeFileSync(join(folder, 'observables.json'), JSON.stringify({ energyDensity: { settings } }));
    const run = readRun(folder);
    expect(run.measured.map(({ name }) => name)).toEqual(['energyDensity{flowTime=none}']);
    expect(run.remarks.join()).toMatch(/the run measured energyDensity with the same settings; its values are taken/);
    const analysis = analyse([run]);
    expect(named(analysis, 'energyDensity')?.estimate.mean).toBeCloseTo(1, 2);
    expect(named(analysis, 'energyDensity{flowTime=none}')?.estimate.mean).not.toBeCloseTo(1, 1);
  });

  test('replicas are joined where settings agree, and what some of them lack is named', async () => {
    const [one, two] = [
      await measured('--observe', 'linkTrace'),
      await measured('--observe', 'linkTrace', '--flow', '0.1'),
    ];
    const analysis = analyse(readRuns([folderWith([one]), folderWith([one, two])]));
    expect(named(analysis, 'linkTrace{flowTime=none}')?.estimate.samples).toBe(2 * count);
    expect(reasons(analysis)).toContain('linkTrace{flowTime=0.1} was measured in 1 of 2 runs');
  });

  test('the complex Polyakov loop is called so, by this version and by earlier ones', async () => {
    const answer = await measured('--observe', 'polyakovLoop');
    expect(answer.facts).toMatchObject({ polyakovLoop: { observable: 'polyakovLoopComplex', shape: 'complex' } });
    const { facts: _, ...old } = answer;
    for (const lines of [
      linesOf(answer),
      linesOf({ ...old, facts: { polyakovLoop: 0 } }).replaceAll(/,"facts":\{[^}]*\}/g, ''),
    ]) {
      const folder = folderWith([], bare);
      writeFileSync(join(folder, 'measured.jsonl'), lines);
      expect(readRun(folder).measured.map(({ name }) => name)).toEqual(['polyakovLoopComplex']);
    }
  });
});

test('labels survive export, as CSV and as HDF5', async () => {
  const answer = await measured(
    '--observe',
    'wilsonLoops,wilsonHadrons',
    '--kappa',
    '0.1',
    '--set',
    'wilsonHadrons.channels=[P,A4-P]',
  );
  const folder = folderWith([answer]);
  writeFileSync(join(folder, 'provenance.json'), JSON.stringify({ program: 'cask', seed: written }));
  for (const to of [join(parent, 'o.csv'), join(parent, 'o.h5')]) {
    const { code, stderr } = await callMain(['export', folder, '--to', to]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const table = to.endsWith('csv') ? readCsv(to) : await readHdf5(to);
    const column = (name: string) => table.columns.find(found => found.name === name)!;
    expect(column('wilsonLoops[R=1,T=2]').values[19]).toBe((moved(answer.wilsonLoops, 0) as number[])[1]);
    expect(column('wilsonHadrons[channel=A4-P,momentum=0,0,0,t=3]').unit).toBe('1');
  }
  const estimates = join(parent, 'e.csv');
  await callMain(['analyse', folder, '--csv', estimates]);
  expect(readFileSync(estimates, 'utf8')).toContain('"wilsonLoops[R=1,T=2]",list,2,');
});
