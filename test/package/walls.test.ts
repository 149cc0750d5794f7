// The walls hold: each forbidden import, planted in a temporary tree, is refused by the checker under its rule's name.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checker, inPlantedTree, repository } from './plantedTree.ts';

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

/** What dependency-cruiser finds with the project's rules, as `rule: file`. */
function violations(files: Record<string, string>): { found: string[]; status: number | null } {
  return inPlantedTree(files, root => {
    const config = join(repository, '.dependency-cruiser.mjs');
    const run = (kind: string) => checker(root, 'depcruise', '--config', config, '--output-type', kind, 'src');
    const report = JSON.parse(run('json').text) as { summary: { violations: Violation[] } };
    const found = report.summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`);
    return { found, status: run('err').status };
  });
}

const room = (name: string, imported: string, text = 'export const value = 1;') => ({
  [`src/${name}`]: `import { value as there } from '${imported}';\nexport const here = there;\n${text}`,
});

const empty = 'export const value = 1;\n';

describe('walls between rooms', () => {
  test('every forbidden import is refused by name', () => {
    const rooms = ['kernel', 'lattice', 'group', 'gauge', 'fermion', 'network', 'markov', 'cli', 'network/train'];
    const { found, status } = violations({
      ...Object.fromEntries(rooms.map(name => [`src/${name}/index.ts`, empty])),
      'package.json': readFileSync(join(repository, 'package.json'), 'utf8'),
      'src/lattice/random/philox.ts': empty,
      'src/measure/statistics/index.ts': empty,
      'test/laws.ts': empty,
      ...room('markov/hmc.ts', '../fermion/index.ts'),
      ...room('markov/slhmc.ts', '../network/index.ts'),
      ...room('markov/measured.ts', '../measure/statistics/index.ts'),
      ...room('fermion/smeared.ts', '../network/index.ts'),
      ...room('network/sampler.ts', '../markov/index.ts'),
      ...room('network/dirac.ts', '../fermion/index.ts'),
      ...room('loops/word.ts', '../kernel/index.ts'),
      ...room('loops/typed.ts', 'node:fs'),
      ...room('kernel/lanes.ts', '../lattice/index.ts'),
      ...room('kernel/schema.ts', 'zod'),
      ...room('group/haar.ts', '../lattice/random/philox.ts'),
      ...room('spin/model.ts', '../network/index.ts'),
      'src/files/node/index.ts': empty,
      ...room('files/node/command.ts', '../../cli/index.ts'),
      ...room('files/lime.ts', 'node:zlib'),
      ...room('analysis/folder.ts', 'node:fs'),
      ...room('report/page.ts', '../runfolder/index.ts'),
      'src/runfolder/index.ts': empty,
      ...room('files/whole.ts', './node/index.ts'),
      ...room('measure/statistics/window.ts', '../../lattice/index.ts'),
      ...room('measure/observables/live.ts', '../../cli/index.ts'),
      ...room('gauge/pair.ts', './riap.ts'),
      ...room('gauge/riap.ts', './pair.ts', 'export const value = 1;'),
      ...room('gauge/law.ts', '../../test/laws.ts'),
      ...room('gauge/bench.ts', 'fast-check'),
      ...room('gauge/native.ts', 'koffi'),
      ...room('gauge/astray.ts', './nowhere.ts'),
      'src/attic/old.ts': empty,
      'src/gauge/forgotten.ts': empty,
      ...room('gauge/visit.ts', '../attic/old.ts'),
    });
    expect(found.toSorted()).toEqual(
      [
        'analysis-without-node: src/analysis/folder.ts',
        'report-wall: src/report/page.ts',
        'fermion-wall: src/fermion/smeared.ts',
        'files-node-wall: src/files/node/command.ts',
        'files-without-node: src/files/lime.ts',
        'files-without-node: src/files/whole.ts',
        'foreign-functions: src/gauge/native.ts',
        'gauge-wall: src/gauge/visit.ts',
        'group-wall: src/group/haar.ts',
        'kernel-self-contained: src/kernel/schema.ts',
        'kernel-wall: src/kernel/lanes.ts',
        'known-room: src/gauge/visit.ts',
        'loops-self-contained: src/loops/typed.ts',
        'loops-wall: src/loops/word.ts',
        'loops-without-node: src/loops/typed.ts',
        'markov-wall: src/markov/hmc.ts',
        'markov-wall: src/markov/measured.ts',
        'markov-wall: src/markov/slhmc.ts',
        'measure-statistics-wall: src/measure/statistics/window.ts',
        'measure-wall: src/measure/observables/live.ts',
        'network-wall: src/network/dirac.ts',
        'network-wall: src/network/sampler.ts',
        'no-cycle: src/gauge/pair.ts',
        'no-development-package: src/gauge/bench.ts',
        'no-orphan: src/gauge/forgotten.ts',
        'resolvable: src/gauge/astray.ts',
        'shipped-only: src/gauge/law.ts',
        'spin-wall: src/spin/model.ts',
      ].toSorted(),
    );
    expect(status).not.toBe(0);
  });

  test('allowed imports pass: one room down, the sub-rooms, and anything from a test', () => {
    const { found, status } = violations({
      'src/kernel/index.ts': empty,
      'src/lattice/random/index.ts': empty,
      'src/network/train/index.ts': empty,
      'src/measure/statistics/index.ts': empty,
      'src/markov/index.ts': empty,
      'src/kernel/node/index.ts': empty,
      ...room('kernel/node/threads.ts', 'node:worker_threads'),
      ...room('lattice/index.ts', '../kernel/index.ts'),
      ...room('gauge/index.ts', '../lattice/random/index.ts'),
      ...room('fermion/index.ts', '../gauge/index.ts'),
      ...room('spin/index.ts', '../network/train/index.ts'),
      ...room('measure/observables/index.ts', '../statistics/index.ts'),
      ...room('cli/index.ts', '../markov/index.ts'),
      ...room('runfile/schema.ts', 'zod'),
      ...room('files/node/atomic.ts', 'node:fs'),
      ...room('files/lime.ts', '../gauge/index.ts'),
      ...room('files/lime.test.ts', './node/atomic.ts'),
      ...room('files/node/open.ts', '../lime.ts'),
      ...room('markov/hmc.test.ts', '../fermion/index.ts'),
      ...room('loops/word.test.ts', 'vitest'),
    });
    expect(found).toEqual([]);
    expect(status).toBe(0);
  });
});
