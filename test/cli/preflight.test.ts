/** The preflight: what is right passes, substituted bugs do not, and the command line tells both. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { availableBytes, type MemoryNeed } from '../../src/cli/memory/need.ts';
import { finding } from '../../src/laws/finding.ts';
import { examine, preflight, type Subject, subjectOf } from '../../src/laws/preflight/index.ts';
import { shrunk } from '../../src/laws/preflight/subject.ts';
import { theories } from '../mutations/theories.ts';
import { fakeAssemble } from './fakeSimulation.ts';
import { dynamicsOf, goodFile, resolvedFrom } from './samples.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const slow = 60_000;
const subject = subjectOf(theories.stout);
const broken = (changed: Partial<Subject>) =>
  examine({ ...subject, ...changed })
    .filter(({ ok }) => !ok)
    .map(({ law }) => law);

test.each(['quarks', 'stout'] as const)(
  'nothing is wrong with %s',
  name => {
    expect(preflight(theories[name]).filter(({ ok }) => !ok)).toEqual([]);
  },
  slow,
);

test.each(['adjoint', 'phases'] as const)(
  'nothing is wrong with %s in brief',
  name => {
    expect(preflight(theories[name], 'brief').filter(({ ok }) => !ok)).toEqual([]);
  },
  slow,
);

describe('substituted bugs', () => {
  const { gauge, quarks, network, u } = subject;

  test(
    'a force with the wrong sign',
    () => {
      const wrong = {
        ...gauge,
        gradient: (v: typeof u, out: ReturnType<typeof u.momentum>) => {
          gauge.gradient(v, out);
          out.fromArray(out.toArray().map(f => -f));
        },
      };
      expect(broken({ gauge: wrong, driving: { ...subject.driving, gauge: wrong } })).toEqual(
        expect.arrayContaining(['force of the gauge action is its derivative', 'small steps conserve the energy']),
      );
    },
    slow,
  );

  test(
    'an action and its force of half the size',
    () => {
      const wrong = { ...gauge, value: (v: typeof u) => gauge.value(v) / 2 };
      expect(broken({ gauge: wrong })).toContain('gauge action is its sum over loops');
    },
    slow,
  );

  test(
    'quarks of another mass',
    () => {
      const wrong = { ...quarks!, action: quarks!.withMass(0.31) };
      expect(broken({ quarks: wrong })).toContain('free quarks have their exact action');
    },
    slow,
  );

  test(
    'a network that looks at the gauge',
    () => {
      const wrong: typeof network = {
        ...network!,
        apply(v) {
          const made = network!.apply(v);
          made.image.field.fromArray(made.image.field.toArray().map((x, i) => (i % 4 === 1 ? 0.99 * x : x)));
          return made;
        },
      };
      expect(broken({ network: wrong })).toContain('network commutes with gauge transformations');
    },
    slow,
  );
});

describe('substituted bugs of other quarks', () => {
  const wilson = subjectOf(theories.wilson);
  const [term, other] = wilson.terms;
  const brokenBy = (wrong: typeof term) =>
    examine({ ...wilson, terms: [wrong, other] }, 'until one fails')
      .filter(({ ok }) => !ok)
      .map(({ law }) => law);

  test(
    'a hopping parameter that is not that of the run',
    () => {
      const described = { ...term.described, kappa: 0.121 } as typeof term.described;
      expect(brokenBy({ ...term, described })).toContain('action of wilson quarks is what their matrix says');
    },
    slow,
  );
});

test('a theory that cannot be assembled is a law that does not hold, not an exception', () => {
  const extent = theories.quarks.lattice.extent.map(() => 3);
  const [found] = preflight({ ...theories.quarks, lattice: { extent } });
  expect(found).toMatchObject({ ok: false, sentence: expect.stringContaining('even extents') });
});

test('the lattice is small, theory and step size are those of the run', () => {
  const run = resolvedFrom(goodFile.replace('[4, 4, 4, 4]', '[8, 8, 8, 16]'));
  const small = shrunk(run);
  expect(small.lattice.extent).toEqual([4, 4, 2, 4]);
  expect(small.action).toEqual(run.action);
  const stepSize = (of: typeof run) => dynamicsOf(of).trajectoryLength / dynamicsOf(of).steps;
  expect(stepSize(small)).toBeCloseTo(stepSize(run), 14);
});

test('a fifth dimension is shortened, three hops keep their room', () => {
  expect(shrunk(theories.moebius)).toMatchObject({ lattice: { extent: [4, 2, 2, 4] } });
  expect(shrunk(theories.hisq)).toMatchObject({ lattice: { extent: [4, 4, 4, 4] } });
  const { action } = theories.walls;
  const [first] = action.fermions!;
  const long = { ...theories.walls, action: { ...action, fermions: [{ ...first, extent5: 16 }] } as typeof action };
  expect(shrunk(long).action.fermions).toMatchObject([{ extent5: 5 }]);
});

describe('on the command line', () => {
  const folder = temporaryFolder();
  const file = join(folder, 'run.toml');
  writeFileSync(file, goodFile);
  const bad = finding('two is two', 1, 0.5);
  const gibi = 2 ** 30;
  const need = { fields: 3 * gibi, lists: 0, process: gibi / 4, bytes: 3.25 * gibi, growth: 0 };
  const call = async (argv: readonly string[], findings = [bad], memory: MemoryNeed | string = need) => {
    const text = { stdout: '', stderr: '' };
    const code = await main(argv, {
      assemble: fakeAssemble().assemble,
      preflight: () => findings,
      memoryNeed: async () => memory,
      stdout: { write: piece => (text.stdout += piece) },
      stderr: { write: piece => (text.stderr += piece) },
    });
    return { code, ...text };
  };

  test('a broken law ends check and run with 1, before anything is written', async () => {
    expect(await call(['check', file])).toMatchObject({ code: 1, stderr: expect.stringContaining('FAIL two is two') });
    const out = join(folder, 'out');
    expect(await call(['run', file, '--out', out])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('1 of 1 laws'),
    });
    expect(await call(['run', file, '--out', out, '--no-preflight'])).toMatchObject({ code: 0, stderr: '' });
    expect(await call(['check', file, '--no-preflight'])).toMatchObject({ code: 0 });
  });

  test('findings stand in the printed run file as comments, and in JSON', async () => {
    const { stdout } = await call(['check', file], [{ ...bad, ok: true }]);
    expect(stdout).toContain('# ok   two is two: 1.0 (at most 0.50)');
    expect(resolvedFrom(stdout)).toMatchObject({ action: { gauge: { beta: 2.7 } } });
    const json = JSON.parse((await call(['check', file, '--json'])).stdout);
    expect(json).toMatchObject({ problems: [], findings: [bad], resolved: { schedule: { seed: 7 } } });
    writeFileSync(join(folder, 'bad.toml'), 'titel = 1\n');
    expect(json).toMatchObject({ bytes: need.bytes, memory: need });
    const wrong = await call(['check', join(folder, 'bad.toml'), '--json']);
    expect(wrong.code).toBe(2);
    expect(JSON.parse(wrong.stdout).problems.join()).toContain('did you mean `title`');
  });

  test('the memory of a run is printed, and more than there is refused by check and run', async () => {
    const good = [{ ...bad, ok: true }];
    const line = '# memory: 3.25 GiB at the most: fields 3 GiB, lists 0 B, program 256 MiB';
    expect((await call(['check', file], good)).stdout).toContain(line);
    const large = { ...need, fields: 5 * gibi, bytes: 5.25 * gibi };
    const refused = 'The fields of this run need 5 GiB, more than the 4 GiB that one process can address.';
    expect(await call(['check', file], good, large)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(refused),
    });
    const huge = join(folder, 'huge.toml');
    writeFileSync(huge, goodFile.replace('[4, 4, 4, 4]', '[16, 16, 16, 16]'));
    const out = join(folder, 'never');
    expect(await call(['run', huge, '--out', out], good, large)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(refused),
    });
    expect(existsSync(out)).toBe(false);
    const beyond = { ...need, bytes: 2 * availableBytes() };
    expect((await call(['check', file], good, beyond)).stderr).toMatch(
      /This run needs .* of memory, of which 3 GiB are/,
    );
    const unknown = await call(['check', file], good, 'memory: not known, because its rehearsal failed: no reason');
    expect(unknown).toMatchObject({ code: 0, stdout: expect.stringContaining('# memory: not known') });
  });
});
