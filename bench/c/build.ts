// Compiles the C kernels on this machine and calls them from here: gcc into a temporary folder, koffi into the process.
import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import koffi from 'koffi';

export type Reals = Float64Array | Float32Array;
export type Group = 'su2' | 'su3';

/** Lattice extents in x, y, z, t. */
export type Extents = readonly [number, number, number, number];

/** One way to compile: which code, for how many sites at once, in which precision, for which machine. */
export interface Build {
  readonly code: 'plain' | 'vector' | 'updates';
  /** Sites in one vector: 1 for the plain code, 2, 4 or 8 for the vector code; must divide the extent in t. */
  readonly lanes: 1 | 2 | 4 | 8;
  readonly precision: 'double' | 'float';
  /** `native`: all this processor has. `avx2`: no more than 256 bits and 16 registers, x86-64 only. */
  readonly target: 'native' | 'avx2';
  readonly fastMath: boolean;
  /** gcc's -O level; 3 for races, 0 to compile quickly where only the results matter. */
  readonly optimisation: 0 | 3;
}

type FieldKernel = (extents: Int32Array, neighbours: Int32Array, U: Reals, from: Reals, to: Reals) => void;

/** The kernels of one group; field shapes are in plain/kernels.h, layouts in layout.ts, all arrays are aligned reals. */
export interface GroupKernels {
  readonly staggered: FieldKernel;
  readonly wilson: FieldKernel;
  /** A ψ − ⅛ H ψ with two hermitian blocks per site. */
  readonly clover: (extents: Int32Array, neighbours: Int32Array, U: Reals, A: Reals, from: Reals, to: Reals) => void;
  /** Along fat links and, over three sites, long links; with the table `farNeighbours`. */
  readonly fatlong: FieldKernel;
  /** The Wilson hops on each of so many spinors a site. */
  readonly domainwall: (
    extents: Int32Array,
    neighbours: Int32Array,
    slices: number,
    U: Reals,
    from: Reals,
    to: Reals,
  ) => void;
  readonly staples: (extents: Int32Array, neighbours: Int32Array, U: Reals, to: Reals) => void;
  readonly exponential: (extents: Int32Array, P: Reals, to: Reals) => void;
}

/** A compiled and loaded build. */
export interface CKernels {
  readonly name: string;
  readonly build: Build;
  /** The table of outer sites x+μ and x−μ, eight a site, that the kernels of this build take. */
  neighbours(extents: Extents): Int32Array;
  /** The same with x+3μ and x−3μ, sixteen a site. */
  farNeighbours(extents: Extents): Int32Array;
  readonly su2: GroupKernels;
  readonly su3: GroupKernels;
  /** y ← y + a x over `count` reals. */
  readonly axpy: (count: number, a: number, x: Reals, y: Reals) => void;
  /** Σ x_i y_i over `count` reals. */
  readonly dot: (count: number, x: Reals, y: Reals) => number;
  /** w ← w + vᵀA, `products` times over, 12×12 complex; plain code only. */
  readonly matrixVector12?: (products: number, A: Reals, v: Reals, w: Reals) => void;
}

const source = import.meta.dirname;
const run = promisify(execFile);

/** gcc's version line, or undefined where there is no gcc. */
export function gccVersion(): string | undefined {
  const { status, stdout } = spawnSync('gcc', ['--version'], { encoding: 'utf8' });
  return status === 0 ? stdout.split('\n')[0] : undefined;
}

/** What to say where gcc is missing. */
export const gccIsMissing =
  'gcc was not found, so nothing can be compared with C: install gcc 12 or later and run again.';

/** The build in words, such as `vector 4 doubles avx2 fast-math`. */
export function buildName(build: Build): string {
  const lanes = build.code !== 'vector' ? build.precision : `${build.lanes} ${build.precision}s`;
  return [build.code, lanes, build.target, ...(build.fastMath ? ['fast-math'] : [])].join(' ');
}

/** All builds worth racing on this machine for one precision: both codes, each target, with and without fast-math. */
export function racingBuilds(precision: Build['precision'], lanes: readonly (2 | 4 | 8)[]): Build[] {
  const targets: readonly Build['target'][] = process.arch === 'x64' ? ['native', 'avx2'] : ['native'];
  const codes = [
    { code: 'plain', lanes: 1 } as const,
    ...lanes.map(count => ({ code: 'vector', lanes: count }) as const),
  ];
  return codes.flatMap(code =>
    targets.flatMap(target =>
      [false, true].map(fastMath => ({ ...code, precision, target, fastMath, optimisation: 3 }) as const),
    ),
  );
}

/**
 * Array of `count` zeros that begins at a multiple of 64 bytes, so that no vector straddles two cache lines.
 */
export function alignedReals(count: number, precision: Build['precision'] = 'double'): Reals {
  const [View, bytes] = precision === 'double' ? [Float64Array, 8] : [Float32Array, 4];
  const buffer = new ArrayBuffer(count * bytes + 64);
  const offset = Number(-koffi.address(new Uint8Array(buffer)) & 63n);
  return new View(buffer, offset, count);
}

function options(build: Build): string[] {
  const target = build.target === 'native' ? ['-march=native'] : ['-mavx2', '-mfma', '-mprefer-vector-width=256'];
  // Complex products without the search for infinities, and no errno: C as a physicist means it, in every build.
  const meaning = ['-fcx-limited-range', '-fno-math-errno', ...(build.fastMath ? ['-ffast-math'] : [])];
  const size = [`-DREAL=${build.precision}`, ...(build.code === 'vector' ? [`-DW=${build.lanes}`] : [])];
  const warnings = ['-Wall', '-Werror', '-Wno-missing-braces', '-Wno-psabi'];
  return ['-std=gnu17', `-O${build.optimisation}`, ...target, ...meaning, ...size, ...warnings, '-fPIC'];
}

/** All source text, so that an edited file is compiled anew. */
function sourceText(): string {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(file => /\.[ch]$/.test(file));
  return files
    .toSorted()
    .map(file => readFileSync(join(source, file), 'utf8'))
    .join('');
}

/** Compiles the file named by `code` unless the temporary folder holds it already; gives the path of the library. */
export async function compiled(build: Build, gcc: string): Promise<string> {
  const flags = options(build);
  const key = createHash('sha256').update([gcc, ...flags, build.code, sourceText()].join('\0'));
  const folder = join(tmpdir(), 'cask-bench-c');
  const library = join(folder, `${key.digest('hex').slice(0, 24)}.so`);
  if (existsSync(library)) return library;
  mkdirSync(folder, { recursive: true });
  const object = `${library}.${process.pid}.o`;
  const linked = `${library}.${process.pid}.so`;
  await run('gcc', [...flags, '-c', join(source, `${build.code}.c`), '-o', object]);
  // Linked without -ffast-math: gcc 12 would otherwise switch denormal numbers off for the whole process.
  await run('gcc', ['-shared', object, '-o', linked, '-lm']);
  renameSync(linked, library);
  return library;
}

/**
 * Compiles (once) and loads the kernels of a build.
 * Throws a sentence if gcc is missing, and gcc's own words if it refuses the code.
 */
export async function loadKernels(build: Build): Promise<CKernels> {
  const gcc = gccVersion();
  if (gcc === undefined) throw new Error(gccIsMissing);
  const library = koffi.load(await compiled(build, gcc));
  const group = (name: Group): GroupKernels => ({
    staggered: library.func(`staggered_${name}`, 'void', ['void *', 'void *', 'void *', 'void *', 'void *']),
    wilson: library.func(`wilson_${name}`, 'void', ['void *', 'void *', 'void *', 'void *', 'void *']),
    clover: library.func(`clover_${name}`, 'void', ['void *', 'void *', 'void *', 'void *', 'void *', 'void *']),
    fatlong: library.func(`fatlong_${name}`, 'void', ['void *', 'void *', 'void *', 'void *', 'void *']),
    domainwall: library.func(`domainwall_${name}`, 'void', ['void *', 'void *', 'int', 'void *', 'void *', 'void *']),
    staples: library.func(`staples_${name}`, 'void', ['void *', 'void *', 'void *', 'void *']),
    exponential: library.func(`exponential_${name}`, 'void', ['void *', 'void *', 'void *']),
  });
  const fillNeighbours = library.func('neighbours', 'void', ['void *', 'void *']);
  const fillFarNeighbours = library.func('far_neighbours', 'void', ['void *', 'void *']);
  const table = (extents: Extents, columns: number, fill: typeof fillNeighbours) => {
    const [nx, ny, nz, nt] = extents;
    if (nt % build.lanes !== 0) {
      throw new Error(`The extent in t is ${nt}, expected a multiple of ${build.lanes} lanes: choose another build.`);
    }
    const rows = new Int32Array((columns * nx * ny * nz * nt) / build.lanes);
    fill(Int32Array.from(extents), rows);
    return rows;
  };
  const matrixVector12 = () => library.func('matrixVector12', 'void', ['int', 'void *', 'void *', 'void *']);
  return {
    name: buildName(build),
    build,
    neighbours: extents => table(extents, 8, fillNeighbours),
    farNeighbours: extents => table(extents, 16, fillFarNeighbours),
    su2: group('su2'),
    su3: group('su3'),
    axpy: library.func('axpy', 'void', ['int', 'double', 'void *', 'void *']),
    dot: library.func('dot', 'double', ['int', 'void *', 'void *']),
    ...(build.code === 'plain' ? { matrixVector12: matrixVector12() } : {}),
  };
}
