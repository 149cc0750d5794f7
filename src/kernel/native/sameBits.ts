/**
 * Whether native code leaves the bits that the WebAssembly leaves, tried on the fields of a launch that is about to run:
 * both run over some of its rows, and everything is put back as it was.
 */
import type { FieldMemory, Reals } from '../backend.ts';
import { MemoryBlock } from '../machine/block.ts';
import type { BlockLaunch } from '../threads/pool.ts';
import type { DescribedKernel, Run } from '../wasm/compile.ts';

/** The most bytes of fields that are set aside. */
const mostBytes = 2 ** 24;
/** Words of the descriptor before the lists of rows. */
const firstList = 4;
const rowBytes = 8;

/** The fields that the kernel writes, by their positions. */
function written({ assignment }: DescribedKernel): number[] {
  const { fields, programs } = assignment.outline;
  const names = new Set(
    programs.flat().flatMap(instruction => (instruction.op === 'store' ? [instruction.field] : [])),
  );
  return fields.flatMap(({ name }, k) => (names.has(name) ? [k] : []));
}

/** A part of a field or of the partial sums: asked for anew at each use, since memory may move. */
type Part = () => Reals;

/** @returns undefined if the bits are the same, else the first number that differs, in words */
export function differenceOf(
  kernel: DescribedKernel,
  native: Run,
  fields: readonly FieldMemory[],
  launch: BlockLaunch,
): string | undefined {
  const { assignment, permutations, partial, run } = kernel;
  const { memory } = assignment;
  const length = firstList + 2 * permutations.length + fields.length;
  using fewRows = new MemoryBlock(memory, Int32Array, length);
  const descriptorOf = (block: number) =>
    new Int32Array(memory.buffer, launch.descriptor + block * launch.stride, length);
  fewRows.values.set(descriptorOf(0));
  const outputs = written(kernel).map(k => fields[k]);
  const parts: Part[] = [() => partial.values];
  const siteBytes = outputs.reduce((sum, { stride }) => sum + stride, 1);
  const piece = fewRows.values[0];
  const most = Math.max(1, Math.floor(mostBytes / permutations.length / (piece * siteBytes)));
  permutations.forEach((_, v) => {
    const list = firstList + 2 * v;
    // The lists of the blocks follow each other.
    const [begin, end] = [fewRows.values[list], descriptorOf(launch.blocks - 1)[list + 1]];
    const count = Math.min(most, (end - begin) / rowBytes);
    fewRows.values[list + 1] = begin + count * rowBytes;
    for (let entry = 0; entry < count; entry++) {
      const site = new Int32Array(memory.buffer, begin + entry * rowBytes, 1)[0];
      for (const field of outputs) parts.push(() => sitesOf(field, site, piece));
    }
  });
  const before = parts.map(part => part().slice());
  const putBack = () => parts.forEach((part, k) => void part().set(before[k]));
  const trial = { descriptor: fewRows.pointer, stride: 0, blocks: 1 };
  run(trial);
  const expected = parts.map(part => part().slice());
  putBack();
  native(trial);
  const differing = parts.findIndex((part, k) => firstDifference(part(), expected[k]) >= 0);
  const [found, wanted] = differing < 0 ? [] : [parts[differing]().slice(), expected[differing]];
  putBack();
  if (!found || !wanted) return undefined;
  const at = firstDifference(found, wanted);
  return `${found[at]} where WebAssembly gives ${wanted[at]}`;
}

function sitesOf({ values, firstSite, components, grid }: FieldMemory, site: number, count: number): Reals {
  const perSite = components * grid.lanes;
  return values.subarray((site - firstSite) * perSite, (site - firstSite + count) * perSite);
}

/** Position of the first number with other bits; NaN is NaN. */
function firstDifference(found: Reals, expected: Reals): number {
  for (let k = 0; k < found.length; k++) if (!Object.is(found[k], expected[k])) return k;
  return -1;
}
