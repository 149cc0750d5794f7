/** Binding a kernel to fields on a machine: compile once per layout, then run as often as wanted. */
import type { CompiledKernel, Place, Places } from '../backend.ts';
import { loadsOf } from '../ir/reachable.ts';
import type { KernelShape } from '../shape.ts';
import { flattened } from '../trace/lists.ts';
import { isField, numberNames } from '../trace/roles.ts';
import { freedAdvice } from './block.ts';
import { compile } from './compile.ts';
import { haloExchange } from './exchange.ts';
import type { Grid, Parity } from './grid.ts';
import { type Parameters, parameterReader, sumWriter } from './numbers.ts';
import type { Storage } from './storage.ts';
import { countLeft, remaining } from './sums.ts';

/** Anything that has its numbers in a storage. */
export interface FieldArgument {
  readonly storage: Storage;
}

/** Fields by name, those of a list as an array; and the arrays of blocks, which every launch reads or writes anew. */
export type Arguments = Readonly<Record<string, FieldArgument | readonly FieldArgument[] | Float64Array>>;

/** With lists taken apart. */
type FlatArguments = Readonly<Record<string, FieldArgument | Float64Array>>;

export interface LaunchOptions {
  /** Which sites the kernel visits. Default: all. */
  readonly sites?: Parity;
  /**
   * Of these, the ones with these global numbers, and whatever shares a vector with them. Default: all. Kernels with
   * sums visit whole rows.
   */
  readonly among?: ArrayLike<number>;
}

/** A number of a field: component `component` at the site with this number. */
export interface NumberOf {
  readonly field: FieldArgument;
  readonly component: number;
  readonly site: number;
}

/**
 * Parameters that are numbers of fields, and numbers of fields that sums become, by name: nothing waits for what the host
 * would read and give back. Only on machines with `keepsNumbers`.
 */
export type NumbersByName = Readonly<Record<string, NumberOf>>;

/**
 * A prepared launch: takes the parameters by name, returns the sums by name. Blocks are read from and written to the
 * arrays that it was bound to. It holds a little memory of its own, which
 * `free` gives back; its fields belong to others.
 */
export interface Bound extends Disposable {
  /** @param places if given, sums are not returned */
  (parameters?: Parameters, places?: NumbersByName): Record<string, number>;
  free(): void;
}

const compiledKernels = new WeakMap<KernelShape, WeakMap<Grid, CompiledKernel>>();

function compiled(kernel: KernelShape, storage: Storage): CompiledKernel {
  let perGrid = compiledKernels.get(kernel);
  if (!perGrid) {
    perGrid = new WeakMap();
    compiledKernels.set(kernel, perGrid);
  }
  let made = perGrid.get(storage.grid);
  if (!made) {
    made = compile(kernel, storage.machine, storage.grid, storage.precision);
    perGrid.set(storage.grid, made);
  }
  return made;
}

export function bind(kernel: KernelShape, given: Arguments, options: LaunchOptions): Bound {
  const sites = options.sites ?? 'all';
  if (kernel.oneParity && sites === 'all') {
    throw new Error(
      `Kernel ${kernel.name} changes a field in place and reads it at neighbours; ` +
        'run it on even sites and on odd sites, one after the other, not on all.',
    );
  }
  const values: FlatArguments = flattened(kernel.name, kernel.lists, given);
  const storages = checkedStorages(kernel, values, sites);
  const first = storages[0];
  if (!first) throw new Error(`Kernel ${kernel.name} has no fields, so it has no lattice to run on.`);
  const { grid } = first;
  const among = options.among && outerSites(kernel, first, options.among);
  const code = compiled(kernel, first);
  const exchange = haloExchange(kernel, storages, sites);
  const prepare = () =>
    code.prepare(
      storages.map(({ memory }) => memory),
      sites,
      among,
    );
  let moves = storages.map(storage => storage.moves);
  let launch = prepare();
  /** Fields move when kernels ask for sites of other ranks that they have no room for yet. */
  const follow = () => {
    if (storages.every((storage, k) => storage.moves === moves[k])) return;
    launch.free();
    moves = storages.map(storage => storage.moves);
    launch = prepare();
  };
  const written = writtenBy(kernel, storages);
  const numbersFrom = parameterReader(kernel, values);
  const sumsOf = sumWriterFor(kernel, values, first, sites);
  let isFree = false;
  const run = (parameters: Parameters = {}, places?: NumbersByName) => {
    if (places) return runAmongNumbers(parameters, places);
    const numbers = numbersFrom(parameters);
    if (isFree) throw new Error(`Kernel ${kernel.name} was bound to fields and freed; bind it again.`);
    for (let k = 0; k < storages.length; k++) if (storages[k].isFree) refuseFreed(kernel, k);
    if (!grid.division) return sumsOf(launch.run(numbers));
    exchange?.();
    follow();
    const sums = sumsOf(launch.run(numbers));
    for (const { storage, components } of written) storage.changes.mark(sites, components);
    return sums;
  };
  const runAmongNumbers = (parameters: Parameters, places: NumbersByName) => {
    const kept = first.machine.keepsNumbers(first.precision);
    for (const [name, { field }] of Object.entries(places)) {
      if (field.storage.precision === kept) continue;
      throw new Error(
        `Kernel ${kernel.name} on ${first.machine.kind} cannot have ${name} in a field of ${field.storage.precision}: ` +
          `${kept === undefined ? 'its numbers pass through the host' : `its numbers are ${kept}`}.`,
      );
    }
    const onDevice = placesOf(kernel, places);
    const known = Object.fromEntries(Object.keys(places).map(name => [name, 0]));
    launch.run(numbersFrom({ ...known, ...parameters }), onDevice);
    return {};
  };
  const free = () => {
    if (!isFree) launch.free();
    isFree = true;
  };
  return Object.assign(run, { free, [Symbol.dispose]: free });
}

function sumWriterFor(
  kernel: KernelShape,
  values: FlatArguments,
  { grid, machine, precision }: Storage,
  sites: Parity,
) {
  const summation = grid.summation(sites);
  if (machine.backend.addsUp?.(precision)) {
    return sumWriter(kernel, values, countLeft(summation), remaining(summation));
  }
  return sumWriter(kernel, values, grid.tiles * grid.lanes, summation);
}

/** By their numbers among the parameters and the sums of the kernel. */
function placesOf(kernel: KernelShape, places: NumbersByName): Places {
  const namesOf = (one: string, many: string) =>
    Object.entries(kernel.roles).flatMap(([name, role]) =>
      role.role === one || role.role === many ? numberNames(name, role) : [],
    );
  const among = (names: readonly string[]) =>
    new Map(
      Object.entries(places).flatMap(([name, { field, component, site }]): [number, Place][] => {
        const { memory, grid } = field.storage;
        const at = { field: memory, component, site: grid.place(grid.coordinates(site)).outer };
        return names.includes(name) ? [[names.indexOf(name), at]] : [];
      }),
    );
  return { parameters: among(namesOf('parameter', 'parameters')), sums: among(namesOf('sum', 'sums')) };
}

/** What a kernel changes: fields, and the components of each. */
function writtenBy(kernel: KernelShape, storages: readonly Storage[]) {
  const names = Object.keys(kernel.roles).filter(name => isField(kernel.roles[name]));
  return names.flatMap((name, k) => {
    const components = new Set(
      kernel.effects.filter(({ target }) => target === name).map(({ component }) => component),
    );
    return components.size > 0 ? [{ storage: storages[k], components: [...components] }] : [];
  });
}

/** The field argument number `k` is no longer there. */
function refuseFreed(kernel: KernelShape, k: number): never {
  const name = Object.keys(kernel.roles).filter(role => isField(kernel.roles[role]))[k];
  throw new Error(`Kernel ${kernel.name} was given the field ${name}, whose memory was given back; ${freedAdvice}`);
}

const storageOf = (value: FieldArgument | Float64Array | undefined) =>
  value && 'storage' in value ? value.storage : undefined;

/** The outer sites of sites with these global numbers. */
function outerSites(kernel: KernelShape, { grid }: Storage, among: ArrayLike<number>): ReadonlySet<number> {
  const sum = Object.keys(kernel.roles).find(name => ['sum', 'sums'].includes(kernel.roles[name].role));
  if (sum)
    throw new Error(`Kernel ${kernel.name} has the sum ${sum}, which is made of whole rows; run it on all of them.`);
  const places = Array.from(among, site => grid.coordinates(site)).filter(at => grid.owns(at));
  return new Set(places.map(at => grid.place(at).outer));
}

function checkedStorages(kernel: KernelShape, fields: FlatArguments, sites: Parity): Storage[] {
  const storages: Storage[] = [];
  for (const [name, role] of Object.entries(kernel.roles)) {
    if (!isField(role)) continue;
    const storage = storageOf(fields[name]);
    if (!storage) throw new Error(`Kernel ${kernel.name} needs the field ${name}; found ${String(fields[name])}.`);
    const reference = storages[0] ?? storage;
    if (storage.components !== role.type.components) {
      throw new Error(
        `Kernel ${kernel.name} needs ${role.type.components} components in ${name} (${role.type.name}); ` +
          `found ${storage.components}.`,
      );
    }
    if (storage.grid !== reference.grid || storage.machine !== reference.machine) {
      throw new Error(
        `Kernel ${kernel.name} needs all fields on one lattice, machine and precision; ${name} differs from the first.`,
      );
    }
    if (storage.grid.extents.length !== kernel.dimension) {
      throw new Error(
        `Kernel ${kernel.name} is for ${kernel.dimension} dimensions; ${name} has ${storage.grid.extents.length}.`,
      );
    }
    if (storage.isFree) refuseFreed(kernel, storages.length);
    storages.push(storage);
    checkParity(kernel, name, storage, sites);
  }
  checkAliases(kernel, fields);
  return storages;
}

/**
 * A field that is written may not be another argument too, because parts of it would be overwritten before they are
 * read. Except where each component is made from that same component of that same site, as in y <- y + a y.
 */
function checkAliases(kernel: KernelShape, fields: FlatArguments): void {
  const names = Object.keys(kernel.roles).filter(name => isField(kernel.roles[name]));
  const written = names.filter(name => kernel.roles[name].role !== 'input');
  for (const writer of written) {
    for (const other of names) {
      if (other === writer || storageOf(fields[other]) !== storageOf(fields[writer])) continue;
      if (!written.includes(other) && readsItsOwnTargetOnly(kernel, other, writer)) continue;
      throw new Error(
        `Kernel ${kernel.name} writes to ${writer}, which is the same field as ${other}; give it a field of its own.`,
      );
    }
  }
}

/** Whether all that is made from a component of `reader` is the same component of `writer`, at the same site. */
function readsItsOwnTargetOnly(kernel: KernelShape, reader: string, writer: string): boolean {
  return kernel.effects.every(({ target, component, value }) =>
    loadsOf([value]).every(
      load =>
        load.field !== reader ||
        (target === writer && component === load.component && load.displacement.every(d => d === 0)),
    ),
  );
}

function checkParity(kernel: KernelShape, name: string, storage: Storage, sites: Parity): void {
  if (storage.parity === 'all') return;
  const other = storage.parity === 'even' ? 'odd' : 'even';
  for (const odd of kernel.displacementParities(name)) {
    const needed = sites === 'all' ? 'all' : odd ? (sites === 'even' ? 'odd' : 'even') : sites;
    if (needed !== storage.parity) {
      throw new Error(
        `Kernel ${kernel.name} on ${sites} sites uses ${name} on ${needed === 'all' ? other : needed} sites, ` +
          `but that field holds ${storage.parity} sites only.`,
      );
    }
  }
}
