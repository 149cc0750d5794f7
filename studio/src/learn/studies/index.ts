/** The studies of the guided experiments, by name, and a run file of each for the laboratory. */
import type { Study, StudyName } from '../protocol.ts';
import { attention } from './attention.ts';
import { balance } from './balance.ts';
import { confinement } from './confinement.ts';
import { deconfinement } from './deconfinement.ts';
import { errors } from './errors.ts';
import { gauge } from './gauge.ts';
import { stepSize } from './stepSize.ts';
import { stout } from './stout.ts';
import { surrogate } from './surrogate.ts';
import { topology } from './topology.ts';

export const studies: Readonly<Record<StudyName, Study>> = {
  ...{ gauge, balance, stepSize, errors, confinement },
  ...{ topology, stout, deconfinement, attention, surrogate },
};
