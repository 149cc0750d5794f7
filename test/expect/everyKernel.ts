/**
 * The law of all kernels of a room: each example of each family, and its adjoint, on every machine; and every adjoint is
 * the derivative. New families are found without being listed.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type KernelFamily, kernelFamilies, Machine } from '../../src/kernel/index.ts';
import { backendNamed } from '../../src/kernel/machine/backends.ts';
import { registerOpenCl } from '../../src/kernel/node/index.ts';
import { registerSoftwareWebGpu } from '../device/softwareGpu.ts';

const source = new URL('../../src/', import.meta.url);
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).map(path => path.replaceAll('\\', '/'));
const roomOf = (path: string) => path.split('/')[0];

/** Rooms whose kernels have a test there; those of all others are tested in `kernel`. */
const withTest = new Set(files.filter(path => /\/everyKernel[^/]*\.test\.ts$/.test(path)).map(roomOf));

/** Files that define families. */
const defining = files.filter(
  path =>
    path.endsWith('.ts') &&
    !/\.(test|fixture|d)\.ts$/.test(path) &&
    readFileSync(new URL(path, source), 'utf8').includes(' = kernelFamily('),
);

/** From the ground up; what is not here sees all of these. */
const ground = ['kernel', 'lattice', 'loops', 'group', 'gauge', 'fermion', 'network', 'spin', 'markov', 'measure'];
const height = (room: string) => (ground.includes(room) ? ground.indexOf(room) : ground.length);
const rooms = [...new Set(defining.map(roomOf))].sort((a, b) => height(a) - height(b));

/** The families of a room are those that it adds to the families of the rooms below. */
async function familiesOf(room: string): Promise<readonly KernelFamily[]> {
  const found: KernelFamily[] = [];
  for (const next of rooms) {
    const before = kernelFamilies().length;
    for (const path of defining.filter(path => roomOf(path) === next)) await import(new URL(path, source).href);
    if ((withTest.has(next) ? next : 'kernel') === room) found.push(...kernelFamilies().slice(before));
    if (next === room && room !== 'kernel') break;
  }
  return found;
}

/** The families of all rooms. */
export async function everyFamily(): Promise<readonly KernelFamily[]> {
  for (const path of defining) await import(new URL(path, source).href);
  return kernelFamilies();
}

/** A group by its name, data as they are. */
function labelOf(arg: unknown): string {
  if (typeof arg === 'object' && arg !== null && 'name' in arg) return String(arg.name);
  return typeof arg === 'object' ? JSON.stringify(arg) : String(arg);
}

/** Milliseconds; an SU(3) adjoint of ten thousand operations takes one or two seconds on one core, its OpenCL ten times that. */
const slowest = 240_000;

/** Devices, in `npm run test:kernels` and where there are some: their compilers take a second for each kernel. */
async function devicesUnderTest(): Promise<Machine[]> {
  const kinds = process.env.CASK_TEST_DEVICES?.split(',') ?? [];
  registerOpenCl();
  if (kinds.includes('webgpu')) await registerSoftwareWebGpu();
  return kinds.flatMap(kind => {
    const missing = backendNamed(kind).unavailable();
    if (missing === undefined) return [new Machine(kind, { contraction: false })];
    console.log(`SKIPPED: no kernel is tested on ${kind}, because ${missing}`);
    return [];
  });
}

/**
 * Tests of all families of a room; of `kernel`: also of those rooms that have no such test themselves.
 *
 * @param part [k, n]: of every n families number k, so that a room with many of them can have several test files
 */
export async function testEveryKernelOf(room: string, [k, n] = [0, 1]): Promise<void> {
  const families = (await familiesOf(room)).filter((_, number) => number % n === k);
  // Only now: the laws bring the families of the rooms that they stand on.
  const [{ expectKernel }, { differentiable }] = await Promise.all([
    import('./laws.ts'),
    import('../../src/laws/kernels/adjoint.ts'),
  ]);

  const devices = await devicesUnderTest();

  test(`src/${room} has families of kernels`, () => expect(families.length).toBeGreaterThan(0));

  describe.each(families.map(family => ({ name: family.name, family })))('$name', ({ family }) => {
    const members = family
      .examples()
      .map(({ args, kernel }) => ({ label: args.map(labelOf).join(', '), make: kernel }));
    test.each(members)(
      '$label',
      ({ make }) => {
        const kernel = make();
        expectKernel(kernel).toAgreeOnAllMachines(devices);
        const wrt = differentiable(kernel);
        if (wrt.length === 0) return;
        expectKernel(kernel.adjoint(wrt)).toAgreeOnAllMachines(devices);
        expectKernel(kernel).toHaveAdjoint();
      },
      slowest,
    );
  });
}
