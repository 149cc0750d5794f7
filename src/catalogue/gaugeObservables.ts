/** The observables that need links only. */
import { z } from 'zod';
import { namedLoops, rectangles } from '../loops/index.ts';
import {
  energyDensityCorrelator,
  topologicalDensityCorrelator,
} from '../measure/observables/correlators/densityCorrelator.ts';
import { gluonicCorrelator } from '../measure/observables/correlators/gluonicCorrelator.ts';
import { energyDensity } from '../measure/observables/energyDensity.ts';
import { linkTrace } from '../measure/observables/linkTrace.ts';
import { averageLoop, plaquette, spatialPlaquette, temporalPlaquette } from '../measure/observables/loop.ts';
import { absolutePolyakovLoop, complexPolyakovLoop, polyakovLoop } from '../measure/observables/polyakovLoop.ts';
import { offAxisLoops } from '../measure/observables/staticQuarks/offAxisLoops.ts';
import { polyakovCorrelator } from '../measure/observables/staticQuarks/polyakovCorrelator.ts';
import { wilsonLoops } from '../measure/observables/staticQuarks/wilsonLoops.ts';
import { chargeDefinitionOf, topologicalCharge } from '../measure/observables/topologicalCharge.ts';
import { type CatalogueEntry, entry, type MeasuredTheory } from './entry.ts';
import { chargeDefinition, latticeVectors, maxDistance, oneOf, strength, wholeNumber } from './options.ts';

const none = {};
const half = (extent: number) => Math.floor(extent / 2);
const loopName = z.string({ error: 'the name of a loop' });
const loopsNamed = (name: string, { lattice: { extents } }: MeasuredTheory) => namedLoops(name, { extents });

export const gaugeObservables: Readonly<Record<string, CatalogueEntry>> = {
  plaquette: entry({
    title: 'average plaquette',
    unit: '1',
    options: none,
    build: () => plaquette(),
  }),
  plaquetteSpatial: entry({
    title: 'average plaquette of two spatial directions',
    unit: '1',
    options: none,
    dimensions: [3, 4],
    build: () => spatialPlaquette(),
  }),
  plaquetteTemporal: entry({
    title: 'average plaquette of a spatial direction and time',
    unit: '1',
    options: none,
    build: () => temporalPlaquette(),
  }),
  rectangle: entry({
    title: 'average of 1x2 and 2x1 loops',
    unit: '1',
    options: none,
    build: () => averageLoop('rectangle', rectangles),
  }),
  loop: entry({
    title: 'average of a named loop',
    unit: '1',
    options: { loop: loopName.default('2x2').describe('plaquette, rectangle, chair, parallelogram, or sides as 2x3') },
    build: ({ loop }, theory) => averageLoop('loop', loopsNamed(loop, theory)),
  }),
  linkTrace: entry({
    title: 'average trace of the links, depends on the gauge',
    unit: '1',
    options: none,
    build: () => linkTrace(),
  }),
  polyakovLoop: entry({
    title: 'real part of the Polyakov loop, not divided by N',
    unit: '1',
    options: none,
    build: () => polyakovLoop(),
  }),
  polyakovLoopComplex: entry({
    title: 'Polyakov loop, real and imaginary part, not divided by N',
    unit: '1',
    options: none,
    build: () => complexPolyakovLoop(),
  }),
  polyakovLoopAbsolute: entry({
    title: 'modulus of the Polyakov loop, not divided by N',
    unit: '1',
    options: none,
    build: () => absolutePolyakovLoop(),
  }),
  polyakovCorrelator: entry({
    title: 'correlator of Polyakov loops against distance',
    unit: '1',
    options: maxDistance,
    build: ({ maxDistance: longest }, { lattice: { extents } }) =>
      polyakovCorrelator({ extents, maxDistance: longest ?? half(Math.min(...extents.slice(0, -1))) }),
  }),
  wilsonLoops: entry({
    title: 'Wilson loops W(R, T) on the axes',
    unit: '1',
    options: {
      maxR: wholeNumber().optional().describe('longest R; left out, half the shortest spatial extent'),
      maxT: wholeNumber().optional().describe('longest T; left out, half the extent in time'),
      planes: oneOf(['time', 'all']).default('time').describe('space and time only, or all planes'),
    },
    build: ({ maxR, maxT, planes }, { lattice: { extents }, loopSmearing }) =>
      wilsonLoops({
        maxR: maxR ?? half(Math.min(...extents.slice(0, -1))),
        maxT: maxT ?? half(extents[extents.length - 1]),
        planes,
        ...loopSmearing,
      }),
  }),
  offAxisLoops: entry({
    title: 'Wilson loops W(d, T) for separations off the axes',
    unit: '1',
    options: {
      separations: latticeVectors('[1, 1, 0]').describe(
        'spatial separations, such as [[1, 1, 0], [2, 1, 0], [1, 1, 1]]',
      ),
      maxT: wholeNumber().optional().describe('longest T; left out, half the extent in time'),
    },
    dimensions: [3, 4],
    build: ({ separations, maxT }, { lattice: { extents }, loopSmearing }) =>
      offAxisLoops({ separations, maxT: maxT ?? half(extents[extents.length - 1]), ...loopSmearing }),
  }),
  energyDensity: entry({
    title: 'energy density E',
    unit: 'a^-4',
    options: strength,
    build: ({ definition }) => energyDensity(definition),
  }),
  energyDensityCorrelator: entry({
    title: 'correlator of the energy density against distance',
    unit: 'a^-8',
    options: { ...strength, ...maxDistance },
    build: ({ definition, maxDistance: longest }, { lattice }) =>
      energyDensityCorrelator({ lattice, definition, ...(longest === undefined ? {} : { maxDistance: longest }) }),
  }),
  topologicalCharge: entry({
    title: 'topological charge',
    unit: '1',
    options: chargeDefinition,
    dimensions: [2, 4],
    build: ({ definition }, theory) => topologicalCharge(chargeDefinitionOf(theory, definition)),
  }),
  topologicalDensityCorrelator: entry({
    title: 'correlator of the topological charge density against distance',
    unit: 'a^-8',
    options: { ...strength, ...maxDistance },
    dimensions: [4],
    build: ({ definition, maxDistance: longest }, { lattice }) =>
      topologicalDensityCorrelator({ lattice, definition, ...(longest === undefined ? {} : { maxDistance: longest }) }),
  }),
  gluonicCorrelator: entry({
    title: 'correlator in time of two sums of loops',
    unit: '1',
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
