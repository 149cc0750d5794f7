// Three routes agree: the C one would write by hand, the C with lanes, and matrices in TypeScript; 4⁴ random links.
import { beforeAll, describe, expect, test } from 'vitest';
import {
  alignedReals,
  type Build,
  type CKernels,
  type Group,
  gccIsMissing,
  gccVersion,
  loadKernels,
  type Reals,
} from './build.ts';
import { fromLanes, reals, toLanes } from './layout.ts';
import {
  naiveBlocks,
  naiveExponential,
  naiveFatLong,
  naiveStaggered,
  naiveStaples,
  naiveWilson,
  pieceOf,
} from './naive.ts';

const extents = [4, 4, 4, 4] as const;
const sites = 256;
const here = Int32Array.from(extents);

/** Uniform numbers in (−width, width), the same in every run. */
function uniform(count: number, width: number): Float64Array {
  let state = 20250128;
  return Float64Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return width * (state / 2 ** 31 - 1);
  });
}

/** Random fields of a group and what the naive kernels make of them. */
function expectations(group: Group) {
  const shape = reals[group];
  const links = naiveExponential(group, uniform(sites * shape.algebra, 3));
  const [chi, psi] = [uniform(sites * shape.colour, 1), uniform(sites * shape.spinor, 1)];
  // The SU(3) series stops at order 12, right to 1e-14 for |p| below 0.2; the SU(2) form is closed. Site 0 has p = 0.
  const momenta = uniform(sites * shape.algebra, group === 'su2' ? 9 : 0.2).fill(0, 0, shape.algebra);
  return {
    shape,
    fields: { links, chi, psi, momenta },
    staggered: naiveStaggered(group, extents, links, chi),
    wilson: naiveWilson(group, extents, links, psi),
    staples: naiveStaples(group, extents, links),
    exponential: naiveExponential(group, momenta),
  };
}

const plain: Build = {
  code: 'plain',
  lanes: 1,
  precision: 'double',
  target: 'native',
  fastMath: false,
  optimisation: 3,
};
const vector: Build = { ...plain, code: 'vector', lanes: 4 };
const quick: Build = { ...vector, optimisation: 0 };
const builds: readonly Build[] = [
  plain,
  vector,
  { ...quick, lanes: 2 },
  { ...quick, lanes: 2, fastMath: true },
  { ...quick, precision: 'float' },
  { ...plain, precision: 'float', optimisation: 0 },
];

/** The largest difference, in units of the largest expected value. */
function relativeDifference(found: Float64Array, expected: Float64Array): number {
  const scale = expected.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  return found.reduce((largest, value, k) => Math.max(largest, Math.abs(value - expected[k])), 0) / scale;
}

const gcc = gccVersion();
if (gcc === undefined) console.log(`Skipped: ${gccIsMissing}`);

describe.skipIf(gcc === undefined)('C kernels against the naive ones', () => {
  const loaded = new Map<Build, CKernels>();
  let expected: Record<Group, ReturnType<typeof expectations>>;

  beforeAll(async () => {
    const compiled = Promise.all(builds.map(loadKernels));
    expected = { su2: expectations('su2'), su3: expectations('su3') };
    for (const [index, kernels] of (await compiled).entries()) loaded.set(builds[index], kernels);
  }, 300_000);

  /** Rounding: some hundred operations a component, each off by at most half a unit in the last place. */
  const tolerance = (build: Build) => (build.precision === 'double' ? 1e-13 : 1e-5);

  describe.each(builds)('$code, $lanes × $precision, -O$optimisation, fast-math $fastMath', build => {
    const packed = (field: Float64Array, components: number) =>
      toLanes(field, components, build.lanes, build.precision);
    const room = (components: number) => alignedReals(sites * components, build.precision);
    const error = (field: Reals, components: number, wanted: Float64Array) =>
      relativeDifference(fromLanes(field, components, build.lanes), wanted);

    describe.each<Group>(['su2', 'su3'])('%s', group => {
      test.each(['staggered', 'wilson'] as const)('%s D-slash', operator => {
        const { shape, fields, [operator]: wanted } = expected[group];
        const kernels = loaded.get(build)!;
        const [components, from] = operator === 'staggered' ? [shape.colour, fields.chi] : [shape.spinor, fields.psi];
        const out = room(components);
        const links = packed(fields.links, shape.links);
        kernels[group][operator](here, kernels.neighbours(extents), links, packed(from, components), out);
        expect(error(out, components, wanted)).toBeLessThan(tolerance(build));
      });

      test('fat and long links', () => {
        const { shape, fields } = expected[group];
        const kernels = loaded.get(build)!;
        const V = uniform(2 * sites * shape.links, 1);
        const out = room(shape.colour);
        const [links, chi] = [packed(V, 2 * shape.links), packed(fields.chi, shape.colour)];
        kernels[group].fatlong(here, kernels.farNeighbours(extents), links, chi, out);
        expect(error(out, shape.colour, naiveFatLong(group, extents, V, fields.chi))).toBeLessThan(tolerance(build));
      });

      test('domain wall: the hops of Wilson on every slice', () => {
        const { shape, fields } = expected[group];
        const kernels = loaded.get(build)!;
        const slices = 3;
        const psi = uniform(slices * sites * shape.spinor, 1);
        const out = room(slices * shape.spinor);
        const [links, from] = [packed(fields.links, shape.links), packed(psi, slices * shape.spinor)];
        kernels[group].domainwall(here, kernels.neighbours(extents), slices, links, from, out);
        const found = fromLanes(out, slices * shape.spinor, build.lanes);
        const last = slices - 1;
        const wanted = naiveWilson(group, extents, fields.links, pieceOf(psi, sites, slices, last));
        expect(relativeDifference(pieceOf(found, sites, slices, last), wanted)).toBeLessThan(tolerance(build));
      });

      test('clover', () => {
        const { shape, fields, wilson } = expected[group];
        const kernels = loaded.get(build)!;
        const blocks = uniform(sites * shape.blocks, 1);
        const wanted = naiveBlocks(group, blocks, fields.psi).map((value, k) => value - wilson[k] / 8);
        const out = room(shape.spinor);
        const [links, A, psi] = [
          packed(fields.links, shape.links),
          packed(blocks, shape.blocks),
          packed(fields.psi, shape.spinor),
        ];
        kernels[group].clover(here, kernels.neighbours(extents), links, A, psi, out);
        expect(error(out, shape.spinor, wanted)).toBeLessThan(tolerance(build));
      });

      test('staples', () => {
        const { shape, fields, staples } = expected[group];
        const kernels = loaded.get(build)!;
        const out = room(shape.links);
        kernels[group].staples(here, kernels.neighbours(extents), packed(fields.links, shape.links), out);
        expect(error(out, shape.links, staples)).toBeLessThan(tolerance(build));
      });

      test('exponential', () => {
        const { shape, fields, exponential } = expected[group];
        const out = room(shape.links);
        loaded.get(build)![group].exponential(here, packed(fields.momenta, shape.algebra), out);
        expect(error(out, shape.links, exponential)).toBeLessThan(tolerance(build));
      });
    });

    test('axpy and dot', () => {
      const kernels = loaded.get(build)!;
      const [x, y] = [uniform(4104, 1), uniform(4104, 2).toReversed()];
      const [cx, cy] = [packed(x, 1), packed(y, 1)];
      const product = x.reduce((total, value, k) => total + value * y[k], 0);
      const size = x.reduce((total, value, k) => total + Math.abs(value * y[k]), 0);
      expect(Math.abs(kernels.dot(x.length, cx, cy) - product) / size).toBeLessThan(tolerance(build));
      kernels.axpy(x.length, -0.75, cx, cy);
      const sum = y.map((value, k) => value - 0.75 * x[k]);
      expect(error(cy, 1, sum)).toBeLessThan(tolerance(build));
    });
  });

  test('twelve by twelve: w + K vᵀA after K products', () => {
    const [A, v] = [uniform(288, 1), uniform(24, 1)];
    const w = alignedReals(24);
    loaded.get(plain)!.matrixVector12!(8, A, v, w);
    const product = new Float64Array(24);
    for (let k = 0; k < 12; k++) {
      for (let j = 0; j < 12; j++) {
        const [a, b, c, d] = [v[2 * k], v[2 * k + 1], A[2 * (12 * k + j)], A[2 * (12 * k + j) + 1]];
        product[2 * j] += 8 * (a * c - b * d);
        product[2 * j + 1] += 8 * (a * d + b * c);
      }
    }
    expect(relativeDifference(Float64Array.from(w), product)).toBeLessThan(1e-13);
  });

  test('an extent that the lanes do not divide is refused with a sentence', () => {
    expect(() => loaded.get(vector)!.neighbours([4, 4, 4, 6])).toThrow(
      'The extent in t is 6, expected a multiple of 4 lanes',
    );
  });
});
