/** Running a kernel on plain arrays, on any machine: numbers in, numbers out, in global order of sites. */
import {
  type Kernel,
  Machine,
  type MachineOptions,
  type Parity,
  type Precision,
  product,
  Storage,
} from '../../src/kernel/index.ts';
import { isField } from '../../src/kernel/trace/roles.ts';

/** Values by role name: one number for a parameter or a sum, else all sites (x fastest), components within a site. */
export type Values = Readonly<Record<string, Float64Array>>;

export interface RunOptions {
  readonly precision?: Precision;
  readonly sites?: Parity;
}

const machines = new Map<string, Machine>();

/** One machine of each kind for a whole test file: memory and layouts are shared. */
export function machineFor(kind: string, { contraction = true }: MachineOptions = {}): Machine {
  const name = `${kind} ${contraction}`;
  let machine = machines.get(name);
  if (!machine) {
    machine = new Machine(kind, { contraction });
    machines.set(name, machine);
  }
  return machine;
}

/** Uniform numbers in [0, 1), the same for the same seed (mulberry32). */
export function uniformNumbers(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A sample of a field type can be costly (an exponential); so many are drawn, and each site picks one of them. */
const poolSize = 32;

/** Valid values for everything the kernel reads: samples of the field types, parameters between 0.25 and 1. */
export function sampleValues(kernel: Kernel, extents: readonly number[], seed = 1): Values {
  const uniform = uniformNumbers(seed);
  const values: Record<string, Float64Array> = {};
  for (const [name, role] of Object.entries(kernel.roles)) {
    if (role.role === 'parameter') values[name] = Float64Array.of(0.25 + 0.75 * uniform());
    else if (isField(role) && role.role !== 'output') {
      const { type } = role;
      const pool = Array.from({ length: poolSize }, () => type.sample(uniform));
      const chosen = Array.from({ length: product(extents) }, () => pool[Math.floor(poolSize * uniform())]);
      values[name] = Float64Array.from(chosen.flat());
    }
  }
  return values;
}

/**
 * Runs once. Fields live on the sites that the kernel needs, so that a run on even sites uses half fields where it
 * can. Outputs are NaN where nothing was stored. Default sites: all, or even for a kernel that is limited to a parity.
 */
export function runKernel(
  kernel: Kernel,
  machine: Machine,
  extents: readonly number[],
  given: Values,
  { precision = 'f64', sites = kernel.oneParity ? 'even' : 'all' }: RunOptions = {},
): Values {
  const fields: Record<string, { storage: Storage }> = {};
  const parameters: Record<string, number> = {};
  const written: string[] = [];
  for (const [name, role] of Object.entries(kernel.roles)) {
    if (role.role === 'parameter') parameters[name] = given[name][0];
    if (!isField(role)) continue;
    const storage = new Storage(machine, extents, role.type.components, precision, sitesNeeded(kernel, name, sites));
    if (role.role === 'output') storage.values.fill(Number.NaN);
    else scatter(storage, given[name]);
    if (role.role !== 'input') written.push(name);
    fields[name] = { storage };
  }
  const sums = kernel.bind(fields, { sites })(parameters);
  const results: Record<string, Float64Array> = {};
  for (const name of written) results[name] = gathered(fields[name].storage);
  for (const [name, value] of Object.entries(sums)) results[name] = Float64Array.of(value);
  return results;
}

function sitesNeeded(kernel: Kernel, name: string, sites: Parity): Parity {
  if (sites === 'all') return 'all';
  const parities = kernel.displacementParities(name);
  if (parities.size !== 1) return 'all';
  return parities.has(false) ? sites : sites === 'even' ? 'odd' : 'even';
}

function scatter(storage: Storage, numbers: Float64Array): void {
  forEachReal(storage, (at, inMemory) => {
    storage.values[inMemory] = numbers[at];
  });
}

function gathered(storage: Storage): Float64Array {
  const numbers = new Float64Array(storage.grid.volume * storage.components).fill(Number.NaN);
  forEachReal(storage, (at, inMemory) => {
    numbers[at] = storage.values[inMemory];
  });
  return numbers;
}

function forEachReal(storage: Storage, visit: (at: number, inMemory: number) => void): void {
  const { grid, components, parity } = storage;
  for (let site = 0; site < grid.volume; site++) {
    const coordinates = grid.coordinates(site);
    const odd = coordinates.reduce((sum, c) => sum + c, 0) % 2 === 1;
    if (parity !== 'all' && odd !== (parity === 'odd')) continue;
    const { outer, lane } = grid.place(coordinates);
    const first = (outer - storage.firstSite) * components * grid.lanes + lane;
    for (let c = 0; c < components; c++) visit(site * components + c, first + c * grid.lanes);
  }
}
