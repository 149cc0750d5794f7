// The performance model of docs/performance.md: `node bench/model.ts` prints its tables from counts, measured ceilings and times.
import { divisions } from '../src/kernel/machine/division.ts';
import { markdown } from './table.ts';

/** One core of a Sapphire-Rapids Xeon, 256 bits: flops and bytes per nanosecond. */
const ceilings = { flops: 57, L2: 140, L3: 29, memory: 10, memoryInHugePages: 15.5 } as const;
type Level = Exclude<keyof typeof ceilings, 'flops'>;

const link = 144;
const spinor = 192;
const vector = 48;

/** Operations and bytes of one site, each number moved once; times in ns of wasm256 and of the best peer there. */
interface Unit {
  readonly name: string;
  readonly flops: number;
  readonly bytes: number;
  readonly level: Level;
  readonly cask: number;
  readonly peer?: readonly [string, number];
}

const wilson = { flops: 1320, bytes: 4 * link + 2 * spinor };
const clover = { flops: 1824, bytes: wilson.bytes + 72 * 8 };
const slices = 8;
const domainWall = { flops: 1320 + 96, bytes: (4 * link) / slices + 2 * spinor };
/** Operator twice on half of the sites, three updates and two products of vectors on that half. */
const cg = (hop: { flops: number; bytes: number }, size: number) => ({
  flops: hop.flops + 0.5 * (3 * 2 + 2 * 2) * (size / 8),
  bytes: hop.bytes + 0.5 * (3 * 3 + 2 * 2) * size,
});
const staggered = { flops: 570, bytes: 4 * link + 2 * vector };
const fatLong = { flops: 1146, bytes: 8 * link + 2 * vector };
const staples = { flops: 24 * 2 * 198 + 20 * 18, bytes: 8 * link };
/** Per link: its six staples, and three subgroups of SU(2). */
const heatbath = { flops: staples.flops / 4 + 198 + 3 * 130, bytes: 2 * link };

const units: readonly Unit[] = [
  { name: 'Wilson D-slash, 8⁴', ...wilson, level: 'L3', cask: 66, peer: ['Grid', 62.5] },
  { name: 'Wilson D-slash, 16³×32', ...wilson, level: 'memory', cask: 157, peer: ['Grid', 170] },
  { name: 'the same in huge pages', ...wilson, level: 'memoryInHugePages', cask: 140 },
  { name: 'clover, 8⁴', ...clover, level: 'L3', cask: 108, peer: ['openQCD', 130] },
  { name: 'clover, 16³×32', ...clover, level: 'memory', cask: 307, peer: ['openQCD', 259] },
  { name: `domain wall, per slice of ${slices}, 8⁴`, ...domainWall, level: 'L3', cask: 80, peer: ['Grid', 50] },
  {
    name: `domain wall, per slice of ${slices}, 16³×32`,
    ...domainWall,
    level: 'memory',
    cask: 180,
    peer: ['Grid', 97],
  },
  { name: 'staggered CG, one iteration, 8⁴', ...cg(staggered, vector), level: 'L3', cask: 46 },
  { name: 'fat+long CG, one iteration, 8⁴', ...cg(fatLong, vector), level: 'L3', cask: 113, peer: ['MILC', 70] },
  { name: 'staples, 8⁴', ...staples, level: 'L3', cask: 480, peer: ['Grid', 2200] },
  { name: 'heatbath SU(3), per link', ...heatbath, level: 'L3', cask: 417, peer: ['MILC', 1100] },
];

const rows = units.map(({ name, flops, bytes, level, cask, peer }) => {
  const [arithmetic, traffic] = [flops / ceilings.flops, bytes / ceilings[level]];
  const floor = Math.max(arithmetic, traffic);
  return [
    name,
    flops.toFixed(0),
    bytes.toFixed(0),
    `${floor.toFixed(0)} (${arithmetic > traffic ? 'arithmetic' : level.replace(/InHuge.*/, '')})`,
    cask.toFixed(0),
    (floor / cask).toFixed(2),
    peer === undefined ? '' : `${peer[0]} ${peer[1]}: ${(floor / peer[1]).toFixed(2)}`,
  ];
});
console.log(markdown(['unit', 'flops', 'bytes', 'floor, ns', 'wasm256, ns', 'reached', 'peer'], rows));

/** What it costs a rank to talk: µs per message and per step of a sum, bytes per µs, µs per number for packing and unpacking. */
interface Network {
  readonly name: string;
  readonly latency: number;
  readonly bandwidth: number;
}
const packing = 0.0017;
const networks: readonly Network[] = [
  { name: 'shared memory', latency: 2.5, bandwidth: 7700 },
  { name: 'network', latency: 4.5, bandwidth: 780 },
];

const extents = [32, 32, 32, 64];
const part = [32, 8, 8, 16];
const volumeOf = (sites: readonly number[]) => sites.reduce((volume, n) => volume * n, 1);
/** µs per site and iteration: the operator twice, vectors; on parts that stay in the cache and on larger ones. */
const perSite = { inCache: 2 * 0.066 + 0.02, inMemory: 2 * 0.157 + 0.09 } as const;
const cacheSites = 8000;

/** Of one iteration of Wilson CG on each rank: µs of computing, and of talking. */
function iteration(local: readonly number[], ranks: readonly number[], { latency, bandwidth }: Network) {
  const volume = volumeOf(local);
  const size = volumeOf(ranks);
  const surface = ranks.reduce((sum, n, mu) => sum + (n > 1 ? (2 * volume) / local[mu] : 0), 0);
  const divided = ranks.filter(n => n > 1).length;
  const messages = 4 * 2 * divided * latency;
  const transfer = 2 * surface * (spinor / bandwidth + (spinor / 8) * packing);
  const sums = 2 * Math.log2(size) * latency;
  return {
    computing: volume * (volume <= cacheSites ? perSite.inCache : perSite.inMemory),
    talking: messages + transfer + sums,
  };
}

const powers = [1, 4, 16, 64, 256, 1024];
console.log();
const strong = powers.map(size => {
  const [ranks] = divisions(extents, size);
  const local = extents.map((n, mu) => n / ranks[mu]);
  const alone = iteration(extents, [1, 1, 1, 1], networks[0]).computing;
  const cells = networks.flatMap(network => {
    const { computing, talking } = iteration(local, ranks, network);
    return [(computing + talking).toFixed(0), (alone / (computing + talking) / size).toFixed(2)];
  });
  return [`${size}: ${ranks.join('.')}`, local.join('×'), ...cells];
});
const header = ['part of one', ...networks.flatMap(({ name }) => [`${name}, µs`, 'efficiency'])];
console.log(markdown(['ranks, strong', ...header], strong));
console.log();
const weak = powers.map(size => {
  const whole = part.map((n, mu) => (mu === 0 ? n : n * size));
  const ranks = divisions(whole, size).find(found => size < 8 || found.filter(n => n > 1).length === 3) ?? [1, 1, 1, 1];
  const alone = iteration(part, [1, 1, 1, 1], networks[0]).computing;
  const cells = networks.flatMap(network => {
    const { computing, talking } = iteration(part, ranks, network);
    return [(computing + talking).toFixed(0), (alone / (computing + talking)).toFixed(2)];
  });
  return [`${size}`, part.join('×'), ...cells];
});
console.log(markdown(['ranks, weak', ...header], weak));
