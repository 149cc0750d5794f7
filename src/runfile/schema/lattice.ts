/** [lattice], [group] and [start]: where the links live, what a link is, and the first configuration. */
import { z } from 'zod';
import { choice, lineOfText, positiveNumber, section } from './values.ts';

const extentExpected = '2, 3 or 4 integers, each at least 2, in the order x y z t (time last)';

export const latticeSection = section('lattice', {
  extent: z
    .array(z.int({ error: extentExpected }).gte(2, { error: extentExpected }), { error: extentExpected })
    .min(2, { error: extentExpected })
    .max(4, { error: extentExpected })
    .describe('number of sites along x y z t, the last one is time; even numbers where there are quarks'),
});

export const groupSection = section('group', {
  name: choice(['U(1)', 'SU(2)', 'SU(3)', 'SU(4)', 'SU(5)']).describe('gauge group of the links'),
});

export const startSection = section('start', {
  from: lineOfText()
    .default('cold')
    .describe(
      'first configuration: "cold" is all links 1, "hot" random links, "instanton", "antiinstanton" or "flux" a classical solution, else the file of a configuration',
    ),
  checksum: choice(['compare', 'ignore'])
    .default('compare')
    .describe('of the file: "ignore" uses it even where checksum, plaquette or link trace are not those of its links'),
  radius: positiveNumber()
    .optional()
    .describe('radius of the instanton; by default a quarter of the shortest side')
    .meta({ unit: 'a' }),
});
