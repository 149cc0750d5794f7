/** [schedule], [output] and [machine]: how long, where it goes and on what it runs. */
import { z } from 'zod';
import { mostThreads } from '../../kernel/index.ts';
import { choice, integerBetween, lineOfText, section } from './values.ts';

const manyTrajectories = 100_000_000;

export const scheduleSection = section('schedule', {
  thermalise: integerBetween(0, manyTrajectories).default(100).describe('trajectories before anything counts'),
  train: integerBetween(0, manyTrajectories).default(0).describe('trajectories during which the network learns'),
  trajectories: integerBetween(0, manyTrajectories).describe('production trajectories, those that are averaged'),
  seed: integerBetween(0, 0xffffffff).default(1).describe('the same seed gives the same run, bit for bit'),
});

const checkpoint = z.strictObject(
  {
    every: integerBetween(1, manyTrajectories)
      .optional()
      .describe('trajectories from one checkpoint to the next; left out, one a minute; one more at every end'),
  },
  { error: 'a table such as { every = 50 }' },
);

const formatMeanings: Readonly<Record<string, string>> = {
  ildg: 'file format; "bridge" is text and holds any number of directions, the others are for four',
  safetensors: 'file format: one tensor of spins, with the model beside it',
};

/** [output], for configurations that are stored in one of these formats, the first one by default. */
export function outputSection<const Formats extends readonly [string, ...string[]]>(formats: Formats) {
  const [usual] = formats;
  const configurations = z.strictObject(
    {
      every: integerBetween(1, manyTrajectories).describe('save production configurations every so many trajectories'),
      format: choice(formats)
        .default(usual as z.output<ReturnType<typeof choice<Formats>>>)
        .describe(formatMeanings[usual]),
    },
    { error: `a table such as { every = 100, format = ${JSON.stringify(usual)} }` },
  );
  return section('output', {
    folder: lineOfText().optional().describe('where the run is written; by default runs/NAME of the file'),
    existing: choice(['refuse', 'number', 'replace'])
      .optional()
      .describe('if the folder holds something: refuse (default), take the next free NAME-2, or replace the old run'),
    checkpoint: checkpoint.optional().describe('what "cask resume" continues from'),
    configurations: configurations.optional().describe('configurations to keep'),
  });
}

const threadsExpected = `"auto" or an integer from 1 to ${mostThreads}`;

/** A number of threads, or as many as there are free cores. */
export const threadCount = z.union(
  [
    z.literal('auto'),
    z.int({ error: threadsExpected }).gte(1, { error: threadsExpected }).lte(mostThreads, { error: threadsExpected }),
  ],
  { error: threadsExpected },
);
export type ThreadCount = z.output<typeof threadCount>;

export const machineSection = section('machine', {
  kind: choice(['auto', 'js', 'wasm128', 'wasm256', 'native', 'opencl', 'webgpu'])
    .default('auto')
    .describe(
      'how kernels run; "native" is C beside WebAssembly; "auto" takes it where there is a compiler, else the fastest that agrees with "js"; "opencl" is a GPU, "webgpu" one for solvers of mixed precision',
    ),
  device: lineOfText()
    .optional()
    .describe('for "opencl": the number of the device, or a part of its name; by default a GPU before others'),
  threads: threadCount
    .default(1)
    .describe(
      'threads that share the work, with the same bits; "auto" takes the free cores, one thread on small lattices',
    ),
  rounding: choice(['fused', 'separate'])
    .default('fused')
    .describe(
      'products and sums: "fused" rounds them once where the machine can, "separate" each by itself, with the same bits everywhere',
    ),
});

/** What the kernel room calls the machine of a run: `opencl:1` with a device. */
export const machineName = ({ kind, device }: z.output<typeof machineSection>): string =>
  kind === 'opencl' && device !== undefined ? `${kind}:${device}` : kind;
