/** One plane of the charge or action density of a configuration file, after a gradient flow. */
import { type GaugeConfiguration, gaugeFieldOf } from '../../files/index.ts';
import { flowTo, longestFlowStep } from '../../gauge/index.ts';
import { groupNamed } from '../../group/index.ts';
import { Lattice } from '../../lattice/index.ts';
import { energyDensityField, topologicalChargeDensity } from '../../measure/observables/index.ts';
import type { Plane } from '../../report/figures/density.ts';
import { InputError } from '../../runfile/input/problem.ts';
import { groupName } from './open.ts';

/** Coordinates that are held fixed, by the letter of their direction. */
export type Slice = Readonly<Partial<Record<'x' | 'y' | 'z' | 't', number>>>;

export interface SliceOptions {
  /** The file, for captions and sentences. */
  readonly file: string;
  readonly quantity: 'topologicalDensity' | 'energyDensity';
  readonly slice: Slice;
  /** Flow time in units of a²; none by default. */
  readonly flow?: number;
  /** Longest step of the flow. */
  readonly flowStep?: number;
}

const letters = ['x', 'y', 'z', 't'] as const;

/** @throws InputError when the slice is none of this lattice, or the lattice cannot be computed with */
export function densitySlice(configuration: GaugeConfiguration, options: SliceOptions): Plane {
  const { extents } = configuration;
  const { file, quantity, flow = 0, flowStep = longestFlowStep } = options;
  if (quantity === 'topologicalDensity' && extents.length !== 4) {
    throw new InputError([`${file}: the topological density needs 4 dimensions; this lattice has ${extents.length}.`]);
  }
  const { shown, fixed } = directions(file, extents, options.slice);
  const lattice = latticeOf(file, extents);
  const name = groupName(configuration);
  const u = gaugeFieldOf(configuration, lattice, groupNamed(name));
  if (flow > 0) {
    flowTo(u, flow, { longestStep: flowStep });
  }
  const density = lattice.field(1);
  if (quantity === 'energyDensity') energyDensityField(u, 'clover', density);
  else topologicalChargeDensity(u, 'clover', density);
  const [a, b] = shown;
  const rows = Array.from({ length: extents[b] }, (_, j) =>
    Array.from({ length: extents[a] }, (_, i) => density.get(fixed.with(a, i).with(b, j), 0)),
  );
  const rest = letters
    .slice(0, extents.length)
    .flatMap((letter, d) => (d === a || d === b ? [] : [`${letter} = ${fixed[d]}`]));
  const title = quantity === 'energyDensity' ? 'a⁴ E(x)' : 'a⁴ q(x)';
  const smoothing = flow > 0 ? ` at flow time ${flow} a²` : ' without smoothing';
  return {
    rows,
    xLabel: `${letters[a]}/a`,
    yLabel: `${letters[b]}/a`,
    title,
    caption: `${quantity === 'energyDensity' ? 'Energy' : 'Topological charge'} density (clover)${smoothing}${rest.length > 0 ? ` at ${rest.join(', ')}` : ''}. ${name}, ${extents.join('×')}, ${file}`,
  };
}

/** The two directions that are drawn, and the site with those two at 0; what is left open is 0 as well. */
function directions(
  file: string,
  extents: readonly number[],
  slice: Slice,
): { shown: [number, number]; fixed: number[] } {
  for (const [letter, value] of Object.entries(slice)) {
    const d = letters.indexOf(letter as (typeof letters)[number]);
    if (d >= extents.length || value < 0 || value >= extents[d]) {
      throw new InputError([
        `${file}: there is no ${letter} = ${value} on a lattice of ${extents.join('×')}; expected a site of it.`,
      ]);
    }
  }
  const open = extents.map((_, d) => d).filter(d => slice[letters[d]] === undefined);
  if (open.length < 2) {
    throw new InputError([
      `${file}: --slice fixes all but ${open.length} of its directions; leave two open to be drawn.`,
    ]);
  }
  return { shown: [open[0], open[1]], fixed: extents.map((_, d) => slice[letters[d]] ?? 0) };
}

function latticeOf(file: string, extents: readonly number[]): Lattice {
  if (extents.some(extent => extent < 2)) {
    throw new InputError([
      `${file}: the lattice is ${extents.join('×')}; Cask computes with at least 2 sites in every direction.`,
    ]);
  }
  return new Lattice(extents);
}
