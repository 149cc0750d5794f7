// Heatbath and overrelaxation in C, link after link.
import koffi from 'koffi';
import {
  type Build,
  buildName,
  compiled,
  type Extents,
  type Group,
  gccIsMissing,
  gccVersion,
  type Reals,
} from './build.ts';

/** A sweep over all links of a 4-dimensional lattice, in place; `coupling` is β/N. */
export type Sweep = (U: Reals, coupling: number, heatbath: boolean) => void;

export interface CUpdates {
  readonly name: string;
  sweep(group: Group, extents: Extents): Sweep;
}

/** Compiles (once) and loads; throws a sentence if gcc is missing. */
export async function loadUpdates(target: Build['target'], fastMath: boolean): Promise<CUpdates> {
  const gcc = gccVersion();
  if (gcc === undefined) throw new Error(gccIsMissing);
  const build: Build = { code: 'updates', lanes: 1, precision: 'double', target, fastMath, optimisation: 3 };
  const library = koffi.load(await compiled(build, gcc));
  const fillNeighbours = library.func('neighbours', 'void', ['void *', 'void *']);
  const functions = Object.fromEntries(
    (['su2', 'su3'] as const).map(group => [
      group,
      library.func(`sweep_${group}`, 'void', ['int', 'void *', 'void *', 'void *', 'double', 'int']),
    ]),
  );
  return {
    name: `C ${buildName(build)}`,
    sweep(group, extents) {
      const volume = extents.reduce((a, b) => a * b, 1);
      const table = new Int32Array(8 * volume);
      fillNeighbours(Int32Array.from(extents), table);
      const order = evenFirst(extents);
      return (U, coupling, heatbath) => functions[group](volume, order, table, U, coupling, heatbath ? 1 : 0);
    },
  };
}

function evenFirst(extents: Extents): Int32Array {
  const parity = (site: number) => {
    let [rest, sum] = [site, 0];
    for (const L of extents) {
      sum += rest % L;
      rest = Math.floor(rest / L);
    }
    return sum % 2;
  };
  const sites = Array.from({ length: extents.reduce((a, b) => a * b, 1) }, (_, site) => site);
  return Int32Array.from(sites.toSorted((a, b) => parity(a) - parity(b) || a - b));
}
