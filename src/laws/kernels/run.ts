/** Running a kernel on plain arrays, on any machine: numbers in, numbers out, in global order of sites. */
import { type Kernel, Machine, type MachineOptions, type Parity, type Precision, product } from '../../kernel/index.ts';
import { isField } from '../../kernel/trace/roles.ts';
import { Field } from '../../lattice/index.ts';

/** Values by role name: one number for a parameter or a sum, those of a block, else all sites (x fastest), components within a site. */
export type Values = Readonly<Record<string, Float64Array>>;

export interface RunOptions {
  readonly precision?: Precision;
  readonly sites?: Parity;
}

const machines = new Map<string, Machine>();

/** One machine of each kind: memory and layouts are shared. */
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
    else if (role.role === 'parameters') {
      values[name] = Float64Array.from({ length: role.count }, () => 0.25 + 0.75 * uniform());
    } else if (isField(role) && role.role !== 'output') {
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
  const space = { extents, dimension: extents.length, volume: product(extents), machine };
  const fields: Record<string, Field> = {};
  const blocks: Record<string, Float64Array> = {};
  const parameters: Record<string, number> = {};
  const written: string[] = [];
  const results: Record<string, Float64Array> = {};
  for (const [name, role] of Object.entries(kernel.roles)) {
    if (role.role === 'parameter') parameters[name] = given[name][0];
    if (role.role === 'parameters') blocks[name] = given[name];
    if (role.role === 'sums') blocks[name] = results[name] = new Float64Array(role.count);
    if (!isField(role)) continue;
    const field = new Field(space, role.type.components, precision, sitesNeeded(kernel, name, sites));
    if (role.role === 'output') field.fill(Number.NaN);
    else scatter(field, given[name]);
    if (role.role !== 'input') written.push(name);
    fields[name] = field;
  }
  using bound = kernel.bind({ ...fields, ...blocks }, { sites });
  const sums = bound(parameters);
  for (const name of written) results[name] = gathered(fields[name]);
  for (const [name, value] of Object.entries(sums)) results[name] = Float64Array.of(value);
  for (const field of Object.values(fields)) field.free();
  return results;
}

function sitesNeeded(kernel: Kernel, name: string, sites: Parity): Parity {
  if (sites === 'all') return 'all';
  const parities = kernel.displacementParities(name);
  if (parities.size !== 1) return 'all';
  return parities.has(false) ? sites : sites === 'even' ? 'odd' : 'even';
}

/** All sites' numbers, of which the field takes those of its own sites. */
function scatter(field: Field, numbers: Float64Array): void {
  const { sites, components } = field;
  const own = new Float64Array(sites.length * components);
  sites.forEach(
    (site, k) => void own.set(numbers.subarray(site * components, (site + 1) * components), k * components),
  );
  field.fromArray(own);
}

/** Numbers of all sites, NaN where the field does not live. */
function gathered(field: Field): Float64Array {
  const { sites, components } = field;
  const own = field.toArray();
  const numbers = new Float64Array(field.lattice.volume * components).fill(Number.NaN);
  sites.forEach((site, k) => void numbers.set(own.subarray(k * components, (k + 1) * components), site * components));
  return numbers;
}
