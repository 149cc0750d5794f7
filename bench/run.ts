// Cask against C and JavaScript: `npm run bench -- [--lattices 4x4x4x4,8x8x8x8] [--only staples] [--quick] [--all]`.
// CPU time, interleaved rounds; the ratios are what to read, the GF/s belong to this machine and this hour. `--all` shows
// every build of the C.
import { parseArgs } from 'node:util';
import {
  type Build,
  type CKernels,
  type Extents,
  type Group,
  gccIsMissing,
  gccVersion,
  loadKernels,
  racingBuilds,
} from './c/build.ts';
import { arraysFor, type Contest, caskCandidate, cCandidate, contests, javascriptCandidate } from './contest.ts';
import { compiled } from './engine.ts';
import { floorOf } from './floors.ts';
import { hostDescription } from './host.ts';
import { matrixVectorRace } from './matrixVector.ts';
import { markdown } from './table.ts';
import { fastest, type Timing, timed, timingTable } from './timing.ts';

const largeLattice = 16 ** 4;
const options = {
  lattices: { type: 'string', default: '4x4x4x4,8x8x8x8,16x16x16x32' },
  only: { type: 'string' },
  quick: { type: 'boolean', default: false },
  all: { type: 'boolean', default: false },
} as const;

function extentsFrom(text: string): Extents {
  const extents = text.split('x').map(Number);
  if (extents.length !== 4 || extents.some(extent => !Number.isInteger(extent) || extent < 4 || extent % 4 !== 0)) {
    throw new Error(`The lattice ${text} was asked for; expected four multiples of 4, as in 8x8x8x8.`);
  }
  return extents as unknown as Extents;
}

/** How long to measure: rounds, and milliseconds of one turn. */
function patience(extents: Extents, quick: boolean) {
  const large = extents.reduce((a, b) => a * b, 1) >= largeLattice;
  if (quick) return { rounds: 3, turn: 1 };
  return large ? { rounds: 7, turn: 10 } : { rounds: 15, turn: 3 };
}

/** The forms of one kernel, timed: the five that the summary compares. */
interface Outcome {
  readonly timings: readonly Timing[];
  readonly wasm128: Timing;
  readonly wasm256: Timing;
  readonly javascript: Timing;
  readonly plain?: Timing;
  /** The best C with lanes for AVX2, and for all this processor has. */
  readonly avx2?: Timing;
  readonly native?: Timing;
}

function race(contest: Contest, group: Group, extents: Extents, cs: readonly CKernels[], quick: boolean): Outcome {
  const arrays = arraysFor(contest, group, extents);
  const cask = (['wasm128', 'wasm256'] as const).map(kind =>
    compiled(kind === 'wasm256', () => caskCandidate(kind, contest, group, extents)),
  );
  const plainJavaScript = javascriptCandidate(contest, group, extents, arrays);
  const inC = cs.map(c => cCandidate(c, contest, group, extents, arrays));
  const timings = timed([...cask, plainJavaScript, ...inC], patience(extents, quick));
  const [wasm128, wasm256, javascript, ...compiledC] = timings;
  const best = (fits: (build: Build) => boolean) => {
    const fitting = compiledC.filter((_, k) => fits(cs[k].build));
    return fitting.length === 0 ? undefined : fastest(fitting);
  };
  const plain = best(({ code }) => code === 'plain');
  const avx2 = best(({ code, target }) => code === 'vector' && target === 'avx2');
  const native = best(({ code, target }) => code === 'vector' && target === 'native');
  return {
    timings,
    wasm128,
    wasm256,
    javascript,
    ...(plain ? { plain } : {}),
    ...(avx2 ? { avx2 } : {}),
    ...(native ? { native } : {}),
  };
}

const header = [
  'kernel',
  'lattice',
  'Cask',
  'µs',
  'median',
  'GF/s',
  'GB/s',
  '/ JS',
  '/ plain C',
  '/ AVX2 C',
  '/ native C',
  'floor',
  '',
];

function summaryRows(contest: Contest, group: Group, extents: Extents, outcome: Outcome): string[][] {
  const lattice = extents.join('×');
  const against = (own: Timing, other: Timing | undefined) => (other ? (other.minimum / own.minimum).toFixed(2) : '');
  return (['wasm128', 'wasm256'] as const).map(kind => {
    const own = outcome[kind];
    const { flops, bytes } = own.candidate;
    const floor = floorOf(contest, group, kind, extents);
    const reference = outcome.avx2 ?? outcome.native;
    const missed = floor !== undefined && reference !== undefined && reference.minimum / own.minimum < floor;
    return [
      `${contest} ${group}`,
      lattice,
      kind,
      (own.minimum * 1e6).toPrecision(4),
      (own.median * 1e6).toPrecision(4),
      (flops / own.minimum / 1e9).toFixed(2),
      (bytes / own.minimum / 1e9).toFixed(1),
      against(own, outcome.javascript),
      against(own, outcome.plain),
      against(own, outcome.avx2),
      against(own, outcome.native),
      floor?.toFixed(2) ?? '',
      missed ? 'missed' : '',
    ];
  });
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options });
  const lattices = values.lattices.split(',').map(extentsFrom);
  const { only, quick, all } = values;
  const wanted = (name: string) => only === undefined || name.includes(only);
  console.log(hostDescription());
  if (gccVersion() === undefined) console.log(gccIsMissing);
  const cs = gccVersion() === undefined ? [] : await Promise.all(racingBuilds('double', [4]).map(loadKernels));
  for (const extents of lattices) {
    const rows: string[][] = [];
    for (const group of ['su3', 'su2'] as const) {
      for (const contest of contests.filter(name => wanted(`${name} ${group}`))) {
        const outcome = race(contest, group, extents, cs, quick);
        const title = `${contest} ${group}, ${extents.join('×')}`;
        if (all) console.log(`\n${title}\n${timingTable(outcome.timings, fastest(outcome.timings))}`);
        rows.push(...summaryRows(contest, group, extents, outcome));
        process.stderr.write(`${title}\n`);
      }
    }
    if (rows.length > 0) console.log(`\n${markdown(header, rows)}`);
  }
  if (wanted('matrixVector')) {
    const timings = matrixVectorRace(cs, quick);
    const title = '10⁴ products of a 12×12 complex matrix with a vector, ten times';
    console.log(`\n${title}\n${timingTable(timings, fastest(timings))}`);
  }
}

await main();
