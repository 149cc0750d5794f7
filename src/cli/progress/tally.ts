/** What has been seen so far in the running phase, in the columns that the progress line needs. */
import { alwaysMeasured, descriptionOf } from '../../catalogue/index.ts';
import type { LogRecord } from '../../simulation/driver.ts';
import type { Phase } from '../../simulation/simulation.ts';

/** Grows by one record per trajectory and starts afresh with each phase. */
export interface Tally {
  readonly phase: Phase;
  /** What is measured on every configuration: the plaquette, the magnetisation. */
  readonly seen: number[];
  /** How that is called in a line. */
  symbol: string;
  readonly boltzmannFactors: number[];
  readonly losses: number[];
  accepted: number;
  seconds: number;
  cgIterations: number | undefined;
}

export function newTally(phase: Phase): Tally {
  return {
    phase,
    seen: [],
    symbol: '',
    boltzmannFactors: [],
    losses: [],
    accepted: 0,
    seconds: 0,
    cgIterations: undefined,
  };
}

/** Counts one trajectory in. @returns the same tally, or a new one when the phase changed */
export function tallyUp(tally: Tally, record: LogRecord): Tally {
  if (record.phase !== tally.phase) return tallyUp(newTally(record.phase), record);
  const always = Object.values(alwaysMeasured).find(name => name in record.observables);
  if (always !== undefined) tally.symbol = descriptionOf(always).symbol ?? always;
  tally.seen.push(always === undefined ? Number.NaN : (record.observables[always] as number));
  if (record.deltaH !== undefined) tally.boltzmannFactors.push(Math.exp(-record.deltaH));
  if (record.loss !== undefined) tally.losses.push(record.loss);
  if (record.accepted) tally.accepted++;
  tally.seconds += record.seconds;
  tally.cgIterations = record.cgIterations;
  return tally;
}
