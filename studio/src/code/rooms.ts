/** The package as a program imports it: `cask-lqcd` and, below it, its rooms that run in a browser. */
import * as analysis from '../../../src/analysis/index.ts';
import * as catalogue from '../../../src/catalogue/index.ts';
import * as fermion from '../../../src/fermion/index.ts';
import * as files from '../../../src/files/index.ts';
import * as gauge from '../../../src/gauge/index.ts';
import * as group from '../../../src/group/index.ts';
import * as library from '../../../src/index.ts';
import * as kernel from '../../../src/kernel/index.ts';
import * as lattice from '../../../src/lattice/index.ts';
import * as laws from '../../../src/laws/index.ts';
import * as loops from '../../../src/loops/index.ts';
import * as markov from '../../../src/markov/index.ts';
import * as measure from '../../../src/measure/index.ts';
import * as statistics from '../../../src/measure/statistics/index.ts';
import * as network from '../../../src/network/index.ts';
import * as report from '../../../src/report/index.ts';
import * as runfile from '../../../src/runfile/index.ts';
import * as simulation from '../../../src/simulation/index.ts';
import * as spin from '../../../src/spin/index.ts';
import { plot } from './plot.ts';

export type Module = Readonly<Record<string, unknown>>;

const inside = {
  ...{ analysis, catalogue, fermion, files, gauge, group, kernel, lattice, laws, loops, markov, measure, network },
  ...{ report, runfile, simulation, spin, statistics },
};

/** By what is written after `from`. */
export const rooms: ReadonlyMap<string, Module> = new Map<string, Module>([
  ['cask-lqcd', library],
  ['cask-studio', { plot }],
  ...Object.entries(inside).map(([name, room]): [string, Module] => [`cask-lqcd/${name}`, room]),
]);
