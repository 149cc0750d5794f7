/** The wizard held by a script: ways through it, going back, refusing, review, and what it writes. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { newRunFile } from '../../src/cli/command/new.ts';
import type { Asker, Reply, Request } from '../../src/cli/wizard/asker.ts';
import { documentOf } from '../../src/cli/wizard/interview.ts';
import { presets } from '../../src/cli/wizard/presets.ts';
import { runFileText } from '../../src/cli/wizard/runFileText.ts';
import { parseToml } from '../../src/runfile/input/toml.ts';
import { validate } from '../../src/runfile/input/validate.ts';
import { describeKeys } from '../../src/runfile/schema/describe.ts';
import { gaugeRunSchema, schemaFor } from '../../src/runfile/schema/index.ts';
import { callMain } from './callMain.ts';
import { pathsThrough } from './enumerate.ts';
import { fakeAssemble } from './fakeSimulation.ts';
import { resolvedFrom } from './samples.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const base = temporaryFolder();
const [first] = presets;

describe('every way through the wizard', () => {
  const paths = [
    ...presets.flatMap(preset => pathsThrough('simple', preset)),
    ...pathsThrough('expert', first, { extent: 'sample', walks: 120 }),
    ...pathsThrough('expert', first, {
      extent: 'sample',
      wanted: {
        'training.loss': ['variance', 'difference'],
        'sampler.effective.learn': [[], ['coefficients']],
        'network.profile': ['linear', 'piecewise'],
        'network.variant': ['released', 'symmetric'],
        'network.activation': ['identity', 'softmax'],
        'network.attention': ['both'],
      },
    }),
    ...pathsThrough('expert', first, {
      extent: 'sample',
      wanted: { 'network.variant': ['symmetric'], 'network.attention': ['star'] },
    }),
  ];

  test('ends in a file that is valid and says what was answered', () => {
    for (const { interview } of paths) {
      const document = documentOf(interview);
      expect(validate('sample.toml', runFileText(document), parseToml('sample.toml', runFileText(document)))).toEqual(
        schemaFor(document).parse(document),
      );
    }
  });

  test('asks the expert for every key of the schema', () => {
    const asked = new Set(
      paths.flatMap(path => path.asked.map(({ path: keys }) => keys.filter(key => typeof key === 'string').join('.'))),
    );
    // Of observables it asks which ones, how often, and what has no default; all kinds of quark have the same questions.
    const isCovered = (path: string) =>
      /^measure\./.test(path) ? asked.has('measure') : asked.has(path.replace('action.fermions.', 'action.fermion.'));
    const missed = describeKeys(gaugeRunSchema)
      .filter(({ values }) => values !== 'table')
      .map(({ path }) => path)
      .filter(path => !isCovered(path) && ![...asked].some(id => id.startsWith(`${path}.`)));
    expect(missed).toEqual([]);
    for (const question of paths.flatMap(path => path.asked)) expect(question.meaning, question.id).not.toBe('');
  });

  test('offers each word of each choice on some way', () => {
    const offered = new Map<string, { all: Set<string>; taken: Set<unknown> }>();
    for (const { asked, interview } of paths) {
      for (const { id, kind, words } of asked) {
        if (kind !== 'choice') continue;
        const seen = offered.get(id) ?? { all: new Set(words.map(({ word }) => word)), taken: new Set() };
        seen.taken.add(interview.answers.get(id));
        offered.set(id, seen);
      }
    }
    const expert = [...offered].filter(([id]) => id !== 'group.name' && !/\.\d+\./.test(id));
    for (const [id, { all, taken }] of expert)
      expect(
        [...all].filter(word => !taken.has(word)),
        id,
      ).toEqual([]);
  });
});

test('presets are the examples: the same theory, sampler, network and training', () => {
  for (const { name, document } of presets.filter(({ name }) => name.startsWith('su2-'))) {
    const example = resolvedFrom(readFileSync(new URL(`../../examples/${name}.toml`, import.meta.url), 'utf8'));
    const preset = gaugeRunSchema.parse(document);
    for (const section of ['lattice', 'group', 'start', 'action', 'sampler', 'network', 'training'] as const) {
      expect(preset[section], `${name} ${section}`).toEqual(example[section]);
    }
  }
});

/** Answers by question id; a list is used up one by one, and what is not in the script is answered as suggested. */
function scripted(script: Record<string, (string | readonly string[])[]>) {
  const seen: Request[] = [];
  const said: string[] = [];
  const asker: Asker = {
    async ask(request): Promise<Reply> {
      seen.push(request);
      if (seen.length > 300) throw new Error(`The script does not come to an end: ${said.at(-1)}`);
      const next = script[request.id]?.shift();
      if (next === '<') return { kind: 'back' };
      if (next === 'quit') return { kind: 'quit' };
      const value =
        next ??
        (request.kind === 'several' ? request.suggestion : (request.suggestion ?? request.choices[0]?.value)) ??
        '';
      return { kind: 'answer', value };
    },
    say: line => said.push(line),
  };
  return { asker, seen, said };
}

async function hold(script: Record<string, (string | readonly string[])[]>, name: string) {
  const { asker, seen, said } = scripted(script);
  const file = join(base, name);
  const written: string[] = [];
  const stdout = { write: (text: string) => written.push(text) };
  await newRunFile(file, {}, { stdout, assemble: fakeAssemble().assemble, asker });
  const ids = seen.map(({ id }) => id);
  return {
    ids,
    said,
    printed: written.join(''),
    run: existsSync(file) ? resolvedFrom(readFileSync(file, 'utf8')) : undefined,
  };
}

describe('a conversation', () => {
  test('simple: mode, preset, what has no default, review', async () => {
    const { ids, run, said, printed } = await hold({ 'action.fermion.mass': ['0.25'] }, 'simple.toml');
    expect(ids).toEqual([
      ...['mode', 'preset', 'lattice.extent', 'group.name', 'action.gauge.beta', 'action.fermion.mass'],
      ...['schedule.trajectories', 'review'],
    ]);
    expect(run).toMatchObject({ action: { fermion: { mass: 0.25 }, gauge: { beta: 2.7 } }, group: { name: 'SU(2)' } });
    expect(said.join('\n')).toMatch(/time: about .* on this machine.*\nacceptance: (about \d+ %|not known)/);
    expect(printed).toMatch(/Next: cask check/);
  });

  test('back at every question leads to the one before, and its answer is remembered', async () => {
    const order = (await hold({}, 'order.toml')).ids.slice(0, -1);
    for (const [index, id] of order.entries()) {
      const { ids, run } = await hold(
        { 'action.gauge.beta': ['2.4'], [id]: id === 'action.gauge.beta' ? ['2.4', '<'] : ['<'] },
        `back${index}.toml`,
      );
      const turned = ids.indexOf(id);
      if (index === 0) expect(ids).toEqual(['mode']);
      else if (id !== 'action.gauge.beta') {
        expect(ids.slice(turned, turned + 2)).toEqual([id, order[index - 1]]);
        expect(run?.action.gauge).toMatchObject({ beta: 2.4 });
      }
    }
  });

  test('quit at every question writes nothing', async () => {
    const order = (await hold({}, 'order2.toml')).ids;
    for (const [index, id] of order.entries()) {
      const { run, printed, ids } = await hold({ [id]: ['quit'] }, `quit${index}.toml`);
      expect(ids.at(-1)).toBe(id);
      expect(run).toBeUndefined();
      expect(printed).toBe('Nothing was written.\n');
    }
  });

  test('the review changes a section and comes back', async () => {
    const { ids, run } = await hold({ review: ['action'], 'action.gauge.beta': ['2.7', '2.2'] }, 'changed.toml');
    expect(ids.slice(ids.indexOf('review'))).toEqual(['review', 'action.gauge.beta', 'action.fermion.mass', 'review']);
    expect(run?.action.gauge).toMatchObject({ beta: 2.2 });
  });

  test('nonsense is refused as it is typed', async () => {
    const script = {
      mode: ['expert'],
      'lattice.extent': ['4 4 4 1', '4 4', '1000000 1000000 1000000 1000000', '4x4x4x8'],
      'action.fermion.mass': ['-1', 'zero', '0.3'],
      'sampler.steps': ['2.5', '0', '10'],
      'schedule.train': ['5', '0'],
      'schedule.trajectories': ['10'],
    };
    script['lattice.extent'].splice(1, 1);
    const { said, run } = await hold(script, 'nonsense.toml');
    const refusals = said.filter(line => line.includes('cannot be used'));
    expect(refusals).toEqual([
      expect.stringContaining('[4, 4, 4, 1] cannot be used; expected 2, 3 or 4 integers'),
      expect.stringMatching(/expected fields of at most 4 GiB of memory/),
      '-1 cannot be used; expected a finite number greater than 0.',
      '"zero" cannot be used; expected a finite number greater than 0.',
      '2.5 cannot be used; expected an integer from 1 to 100000.',
      '0 cannot be used; expected an integer from 1 to 100000.',
      expect.stringContaining('5 cannot be used; expected 0, or else a section [training]'),
    ]);
    expect(run).toMatchObject({ lattice: { extent: [4, 4, 4, 8] }, sampler: { steps: 10 }, schedule: { train: 0 } });
  });

  test('without quarks no self-learning HMC and no condensate are offered', async () => {
    const { ids, run } = await hold(
      { mode: ['expert'], preset: ['su2-slhmc-stout'], 'action.fermion.kind': ['none'] },
      'pure.toml',
    );
    expect(ids).toContain('sampler.kind');
    expect(ids).not.toContain('measure.chiralCondensate');
    expect(run).toMatchObject({ sampler: { kind: 'hmc' }, action: { fermion: { kind: 'none' } } });
    expect(run?.network).toBeUndefined();
  });

  test('a change that makes a later answer impossible asks that again', async () => {
    const { ids, run } = await hold(
      {
        mode: ['expert'],
        preset: ['su2-slhmc-stout'],
        review: ['action'],
        'action.fermion.kind': ['staggered', 'none'],
      },
      'later.toml',
    );
    expect(ids.at(-1)).toBe('review');
    expect(run).toMatchObject({ sampler: { kind: 'hmc' }, action: { fermion: { kind: 'none' } } });
  });
});

describe('without a terminal', () => {
  test('presets are written as commented files, and never over another file', async () => {
    const file = join(base, 'preset.toml');
    expect(await callMain(['new', file, '--preset', 'su3-pure-gauge'])).toMatchObject({ code: 0 });
    expect(readFileSync(file, 'utf8')).toMatch(/extent = \[8, 8, 8, 8\] +# number of sites/);
    const again = await callMain(['new', file, '--preset', 'su3-pure-gauge']);
    expect(again).toMatchObject({ code: 2, stderr: expect.stringContaining('exists already') });
  });

  test.skipIf(process.stdin.isTTY && process.stdout.isTTY)('questions are refused with the way out', async () => {
    expect(await callMain(['new', join(base, 'none.toml')])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('use --preset NAME'),
    });
  });
});

describe('what the wizard proposes follows the choices', () => {
  const proposals = async (script: Record<string, (string | readonly string[])[]>) => {
    const { asker, seen } = scripted(script);
    await newRunFile(undefined, {}, { stdout: { write() {} }, assemble: fakeAssemble().assemble, asker });
    return seen;
  };
  const quitAtReview = { review: ['quit'] };

  test.each([
    ['SU(2)', '2.7'],
    ['SU(3)', '6'],
    ['SU(4)', '11'],
  ])('β for %s', async (group, beta) => {
    const seen = await proposals({ 'group.name': [group], ...structuredClone(quitAtReview) });
    expect(seen.find(({ id }) => id === 'action.gauge.beta')?.suggestion).toBe(beta);
  });

  test('the title of a preset is left out once the theory is another', async () => {
    const { run } = await hold({ 'group.name': ['SU(3)'] }, 'title-changed.toml');
    expect(run?.title).toBeUndefined();
    expect((await hold({}, 'title-kept.toml')).run?.title).toBe(first.document.title);
  });

  test('the counter knows from the first question on how many sections there are', async () => {
    const seen = await proposals(structuredClone(quitAtReview));
    const counters = seen.flatMap(({ message }) => /^\[(\d+)\/(\d+)\]/.exec(message)?.slice(1).map(Number) ?? []);
    const [at, of] = [0, 1].map(offset => counters.filter((_, i) => i % 2 === offset));
    expect(new Set(of)).toEqual(new Set([4]));
    expect(at).toEqual([1, 2, 3, 3, 4]);
  });

  test('back in a section that was opened for a change leads to the review, with everything as it was', async () => {
    const { ids, run } = await hold(
      { review: ['action', 'write'], 'action.gauge.beta': ['2.4', '<'] },
      'back-to-review.toml',
    );
    expect(ids.slice(ids.indexOf('review'))).toEqual(['review', 'action.gauge.beta', 'review']);
    expect(run?.action.gauge).toMatchObject({ beta: 2.4 });
  });
});
