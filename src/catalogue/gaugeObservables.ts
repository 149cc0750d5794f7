/** The observables that need links only. */
import { z } from 'zod';
import { papers } from '../lattice/index.ts';
import { namedLoops, rectangles } from '../loops/index.ts';
import {
  energyDensityCorrelator,
  topologicalDensityCorrelator,
} from '../measure/observables/correlators/densityCorrelator.ts';
import { energyMomentumCorrelator, tensorChannels } from '../measure/observables/correlators/energyMomentum.ts';
import { gluonicCorrelator } from '../measure/observables/correlators/gluonicCorrelator.ts';
import { demonCouplings, demonDefaults } from '../measure/observables/demonCouplings.ts';
import { effectiveCouplings } from '../measure/observables/effectiveCouplings.ts';
import { energyDensity } from '../measure/observables/energyDensity.ts';
import { linkTrace } from '../measure/observables/linkTrace.ts';
import { averageLoop, plaquette, spatialPlaquette, temporalPlaquette } from '../measure/observables/loop.ts';
import { absolutePolyakovLoop, complexPolyakovLoop, polyakovLoop } from '../measure/observables/polyakovLoop.ts';
import { offAxisLoops, offAxisSides } from '../measure/observables/staticQuarks/offAxisLoops.ts';
import { polyakovCorrelator } from '../measure/observables/staticQuarks/polyakovCorrelator.ts';
import { longSides, requireInside } from '../measure/observables/staticQuarks/roundTheBox.ts';
import { wilsonLoopSides, wilsonLoops } from '../measure/observables/staticQuarks/wilsonLoops.ts';
import { chargeDefinitionOf, topologicalCharge } from '../measure/observables/topologicalCharge.ts';
import { type CatalogueEntry, entry, type MeasuredTheory } from './entry.ts';
import { chargeDefinition, latticeVectors, maxDistance, oneOf, positive, strength, wholeNumber } from './options.ts';

const none = {};
const half = (extent: number) => Math.floor(extent / 2);
const loopName = z.string({ error: 'the name of a loop' });
const loopsNamed = (name: string, { lattice: { extents } }: MeasuredTheory) => namedLoops(name, { extents });

export const gaugeObservables: Readonly<Record<string, CatalogueEntry>> = {
  plaquette: entry({
    title: 'plaquette',
    meaning: 'average plaquette',
    symbol: 'P',
    unit: '1',
    options: none,
    build: () => plaquette(),
  }),
  plaquetteSpatial: entry({
    title: 'spatial plaquette',
    meaning: 'average plaquette of two spatial directions',
    unit: '1',
    options: none,
    dimensions: [3, 4],
    build: () => spatialPlaquette(),
  }),
  plaquetteTemporal: entry({
    title: 'temporal plaquette',
    meaning: 'average plaquette of a spatial direction and time',
    unit: '1',
    options: none,
    build: () => temporalPlaquette(),
  }),
  rectangle: entry({
    title: 'rectangle',
    meaning: 'average of 1x2 and 2x1 loops',
    unit: '1',
    options: none,
    build: () => averageLoop('rectangle', rectangles),
  }),
  loop: entry({
    title: 'loop',
    meaning: 'average of a named loop',
    unit: '1',
    options: { loop: loopName.default('2x2').describe('plaquette, rectangle, chair, parallelogram, or sides as 2x3') },
    build: ({ loop }, theory) => averageLoop('loop', loopsNamed(loop, theory)),
  }),
  effectiveCouplings: entry({
    title: 'effective couplings',
    meaning: 'couplings of loops in the ensemble that the links come from, by Schwinger-Dyson equations',
    symbol: 'β',
    unit: '1',
    shape: 'list',
    cites: papers('GonzalezArroyo:1986bs'),
    options: {
      loops: z
        .array(loopName, { error: 'a list of names of loops' })
        .min(1, { error: 'at least one loop' })
        .default(['plaquette'])
        .describe('the loops of the ansatz: plaquette, rectangle, chair, parallelogram, polyakov_t, or sides as 2x2'),
    },
    build: ({ loops }, theory) => {
      for (const loop of loops) loopsNamed(loop, theory);
      return effectiveCouplings(loops);
    },
  }),
  demonCouplings: entry({
    title: 'couplings by demons',
    meaning: 'couplings of loops in the ensemble that the links come from, by the energies of demons',
    symbol: 'β',
    unit: '1',
    shape: 'list',
    noise: true,
    cites: papers('Wozar:2008demons'),
    options: {
      loops: z
        .array(loopName, { error: 'a list of names of loops' })
        .min(1, { error: 'at least one loop' })
        .default(['plaquette'])
        .describe('a demon for each: plaquette, rectangle, chair, parallelogram, polyakov_t, or sides as 2x2'),
      sweeps: wholeNumber().default(demonDefaults.sweeps).describe('microcanonical sweeps on each configuration'),
      range: positive().default(demonDefaults.range).describe('energies of demons stay within ± this number'),
    },
    build: ({ loops, sweeps, range }, theory) => {
      for (const loop of loops) loopsNamed(loop, theory);
      return demonCouplings(loops, { sweeps, range });
    },
  }),
  linkTrace: entry({
    title: 'link trace',
    meaning: 'average trace of the links, depends on the gauge',
    unit: '1',
    options: none,
    build: () => linkTrace(),
  }),
  polyakovLoop: entry({
    title: 'Polyakov loop',
    meaning: 'real part of the Polyakov loop, not divided by N',
    symbol: 'Re P',
    unit: '1',
    options: none,
    build: () => polyakovLoop(),
  }),
  polyakovLoopComplex: entry({
    title: 'Polyakov loop',
    meaning: 'Polyakov loop, real and imaginary part, not divided by N',
    symbol: 'P',
    unit: '1',
    shape: 'complex',
    options: none,
    build: () => complexPolyakovLoop(),
  }),
  polyakovLoopAbsolute: entry({
    title: 'modulus of the Polyakov loop',
    meaning: 'modulus of the Polyakov loop, not divided by N',
    symbol: '|P|',
    unit: '1',
    options: none,
    build: () => absolutePolyakovLoop(),
  }),
  polyakovCorrelator: entry({
    title: 'Polyakov loop correlator',
    meaning: 'correlator of Polyakov loops against distance',
    unit: '1',
    shape: 'list',
    axis: 'r/a',
    options: maxDistance,
    build: ({ maxDistance: longest }, { lattice: { extents } }) =>
      polyakovCorrelator({ extents, maxDistance: longest ?? half(Math.min(...extents.slice(0, -1))) }),
  }),
  wilsonLoops: entry({
    title: 'Wilson loops',
    meaning: 'Wilson loops W(R, T) on the axes',
    symbol: 'W(R, T)',
    unit: '1',
    shape: 'loops',
    cites: papers('Wilson:1974sk'),
    options: {
      maxR: wholeNumber().optional().describe('longest R; left out, half the shortest spatial extent'),
      maxT: wholeNumber().optional().describe('longest T; left out, half the extent in time'),
      planes: oneOf(['time', 'all']).default('time').describe('space and time only, or all planes'),
    },
    build: (asked, { lattice: { extents }, loopSmearing }) => {
      const maxR = asked.maxR ?? half(Math.min(...extents.slice(0, -1)));
      const maxT = asked.maxT ?? half(extents[extents.length - 1]);
      const options = { maxR, maxT, planes: asked.planes };
      const sides = wilsonLoopSides(options, extents);
      requireInside(sides);
      return { ...wilsonLoops({ ...options, ...loopSmearing }), remarks: longSides(sides) };
    },
  }),
  offAxisLoops: entry({
    title: 'Wilson loops off the axes',
    meaning: 'Wilson loops W(d, T) for separations off the axes',
    symbol: 'W(d, T)',
    unit: '1',
    shape: 'loops',
    cites: papers('Wilson:1974sk'),
    options: {
      separations: latticeVectors('[1, 1, 0]').describe(
        'spatial separations, such as [[1, 1, 0], [2, 1, 0], [1, 1, 1]]',
      ),
      maxT: wholeNumber().optional().describe('longest T; left out, half the extent in time'),
    },
    dimensions: [3, 4],
    build: ({ separations, maxT: longest }, { lattice: { extents }, loopSmearing }) => {
      const options = { separations, maxT: longest ?? half(extents[extents.length - 1]) };
      const sides = offAxisSides(options, extents);
      requireInside(sides);
      return { ...offAxisLoops({ ...options, ...loopSmearing }), remarks: longSides(sides) };
    },
  }),
  energyDensity: entry({
    title: 'energy density',
    meaning: 'energy density E',
    symbol: 'E',
    unit: 'a⁻⁴',
    options: strength,
    build: ({ definition }) => energyDensity(definition),
  }),
  energyDensityCorrelator: entry({
    title: 'energy density correlator',
    meaning: 'correlator of the energy density against distance',
    unit: 'a⁻⁸',
    shape: 'list',
    axis: 'r/a',
    options: { ...strength, ...maxDistance },
    build: ({ definition, maxDistance: longest }, { lattice }) =>
      energyDensityCorrelator({ lattice, definition, ...(longest === undefined ? {} : { maxDistance: longest }) }),
  }),
  topologicalCharge: entry({
    title: 'topological charge',
    shape: 'charge',
    meaning: 'topological charge',
    symbol: 'Q',
    unit: '1',
    options: chargeDefinition,
    dimensions: [2, 4],
    build: ({ definition }, theory) => topologicalCharge(chargeDefinitionOf(theory, definition)),
  }),
  topologicalDensityCorrelator: entry({
    title: 'topological density correlator',
    meaning: 'correlator of the topological charge density against distance',
    unit: 'a⁻⁸',
    shape: 'list',
    axis: 'r/a',
    options: { ...strength, ...maxDistance },
    dimensions: [4],
    build: ({ definition, maxDistance: longest }, { lattice }) =>
      topologicalDensityCorrelator({ lattice, definition, ...(longest === undefined ? {} : { maxDistance: longest }) }),
  }),
  energyMomentumCorrelator: entry({
    title: 'energy–momentum tensor correlator',
    meaning: 'correlator in time of the traceless energy–momentum tensor, for flowed links',
    symbol: 'C(t)',
    unit: 'a⁻⁵',
    shape: 'correlator',
    cites: papers('Suzuki:2013gza'),
    options: {
      ...strength,
      channels: z
        .array(oneOf(tensorChannels), { error: 'a list of "shear", "diagonal"' })
        .default([...tensorChannels])
        .describe('shear of T_ij, diagonal of (T_ii − T_jj)/2'),
    },
    dimensions: [3, 4],
    build: ({ definition, channels }, { lattice }) => energyMomentumCorrelator({ lattice, definition, channels }),
  }),
  gluonicCorrelator: entry({
    title: 'gluonic correlator',
    meaning: 'correlator in time of two sums of loops',
    unit: '1',
    shape: 'list',
    axis: 't/a',
    options: {
      first: loopName.default('plaquette').describe('loops of the first operator, as for "loop"'),
      second: loopName.optional().describe('loops of the second operator; left out, the same'),
    },
    build: ({ first, second }, theory) =>
      gluonicCorrelator({
        lattice: theory.lattice,
        first: loopsNamed(first, theory),
        ...(second === undefined ? {} : { second: loopsNamed(second, theory) }),
      }),
  }),
};
