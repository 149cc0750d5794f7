/** Does the chain change its topological and its centre sector? */

import { quarksOf } from '../../runfile/schema/action.ts';
import { isSpinRun } from '../../runfile/schema/index.ts';
import { plural } from '../../words/index.ts';
import type { Chains } from '../chains.ts';
import { polyakovLoops } from '../derived.ts';
import { fewestJumps } from '../scalar.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Examination, Subject } from './subject.ts';

const fewestMeasurements = 20;

/** Changes of the charge, rounded to the next integer. */
export const frozenTopology: Examination = ({ analysis }) => {
  const runs = analysis.chains.get('topologicalCharge')?.runs;
  if (runs === undefined || runs.length !== 1) return [];
  const sectors = runs[0].map(run => Array.from(run, Math.round));
  const { changes, measurements } = countChanges(sectors);
  if (measurements < fewestMeasurements || changes >= fewestJumps) return [];
  const seen = [...new Set(sectors.flat())].sort((one, other) => one - other).map(value => value || 0);
  const what =
    changes === 0 && seen.length === 1
      ? `stayed at ${seen[0]} (rounded) in all ${plural(measurements, 'measurement')}`
      : `changed ${plural(changes, 'time')} in ${plural(measurements, 'measurement')}`;
  return [
    {
      severity: 'careful',
      subject: 'topology',
      sentence:
        `The topological charge ${what}: topology is frozen as far as this run can tell, and errors of all that depends on it are too small. ` +
        'Run longer, use more replicas from different starts, open boundaries or a coarser lattice; in a very small volume Q = 0 may be right.',
    },
  ];
};

/** In pure gauge theory all N sectors of the centre weigh the same. */
export const stuckCentre: Examination = subject => {
  const { runs } = subject;
  const chain = polyakovChain(subject);
  const { resolved } = runs[0];
  if (isSpinRun(resolved)) return [];
  const { action, group } = resolved;
  const colours = Number(/SU\((\d)\)/.exec(group.name)?.[1] ?? 0);
  if (chain === undefined || colours < 2 || quarksOf(action).length > 0) return [];
  const sectors = sectorsOf(chain, colours);
  const { changes, measurements } = countChanges(sectors);
  const seen = new Set(sectors.flat()).size;
  if (measurements < fewestMeasurements || changes > 0) return [];
  const sectorCount = chain.runs.length === 2 || colours === 2 ? colours : 'several';
  const diagnostic: Diagnostic = {
    severity: 'note',
    subject: 'centre',
    sentence:
      `The Polyakov loop stayed in ${seen === 1 ? 'one' : `${seen}`} of ${sectorCount} centre sectors in all ${plural(measurements, 'measurement')}. ` +
      'In the deconfined phase this is expected and ⟨|P|⟩ is what to quote; in the confined phase the run is too short to tunnel.',
  };
  return [diagnostic];
};

function polyakovChain({ analysis }: Subject): Chains | undefined {
  return polyakovLoops.map(name => analysis.chains.get(name)).find(found => found !== undefined);
}

/** The sector of each measurement: by the angle of a complex loop, by the sign of a real one. */
function sectorsOf({ runs: [re, im] }: Chains, colours: number): number[][] {
  return re.map((run, r) =>
    Array.from(run, (x, i) => {
      if (im === undefined) return Math.sign(x);
      const turn = Math.atan2(im[r][i], x) / (2 * Math.PI);
      return (Math.round(turn * colours) + colours) % colours;
    }),
  );
}

function countChanges(chains: readonly (readonly number[])[]): { changes: number; measurements: number } {
  let changes = 0;
  for (const chain of chains) for (let i = 1; i < chain.length; i++) if (chain[i] !== chain[i - 1]) changes++;
  return { changes, measurements: chains.reduce((sum, { length }) => sum + length, 0) };
}
