/** The chain of each experiment, as a run file: what the study runs, and what the laboratory opens. */
import type { StudyName } from './protocol.ts';
import { runText } from './runText.ts';

/** Production trajectories of one chain. */
export const studyLengths = {
  balance: 4000,
  stepSize: 60,
  errors: 8000,
  confinement: 240,
  deconfinement: 250,
  surrogate: 240,
} as const;

const heatbath = 'kind = "heatbath"';
const overrelaxed = `${heatbath}\noverrelaxation = 1`;

export const gaugeText = runText({
  ...{ extent: [6, 6, 6, 6], group: 'SU(2)', beta: 2.3, sampler: heatbath, thermalise: 20, trajectories: 1 },
});

export const attentionText = runText({
  ...{ extent: [4, 4, 4, 4], group: 'SU(2)', beta: 2.4, sampler: heatbath, thermalise: 20, trajectories: 1 },
});

export const balanceText = (sampler: string) =>
  runText({
    ...{ extent: [8, 8], group: 'U(1)', beta: 2, sampler, thermalise: 0, trajectories: studyLengths.balance },
  });

export const stepSizeText = (steps: number) =>
  runText({
    ...{ extent: [4, 4, 4, 4], group: 'SU(2)', beta: 2.2, thermalise: 20, trajectories: studyLengths.stepSize },
    sampler: `kind = "hmc"\nsteps = ${steps}\nintegrator = "leapfrogPQP"`,
  });

export const errorsText = runText({
  ...{ extent: [12, 12], group: 'U(1)', beta: 3, thermalise: 200, trajectories: studyLengths.errors },
  sampler: 'kind = "hmc"\nsteps = 5\nintegrator = "omelyan2"',
  measure: 'topologicalCharge = { every = 1 }',
});

export const confinementText = runText({
  ...{ extent: [8, 8, 8, 8], group: 'SU(2)', beta: 2.2, thermalise: 30, trajectories: studyLengths.confinement },
  sampler: overrelaxed,
  measure: 'wilsonLoops = { every = 1, maxR = 3, maxT = 3 }',
});

export const topologyText = runText({
  ...{ extent: [10, 10, 10, 10], group: 'SU(2)', beta: 2.5, thermalise: 40, trajectories: 1, seed: 3 },
  sampler: overrelaxed,
  measure: 'topologicalCharge = { every = 1 }',
});

export const stoutText = runText({
  ...{ extent: [6, 6, 6, 6], group: 'SU(3)', beta: 5.9, sampler: overrelaxed, thermalise: 30, trajectories: 1 },
});

export const deconfinementText = (beta: number) =>
  runText({
    ...{ extent: [6, 6, 6, 2], group: 'SU(3)', beta, thermalise: 20, trajectories: studyLengths.deconfinement },
    sampler: overrelaxed,
    measure: 'polyakovLoopComplex = { every = 1 }',
  });

export const surrogateText = (mass: number) =>
  runText({
    ...{ extent: [4, 4, 4, 4], group: 'SU(2)', beta: 2.2, thermalise: 15, trajectories: studyLengths.surrogate },
    start: 'cold',
    fermion: '{ kind = "staggered", mass = 0.5, flavours = 4 }',
    sampler: `kind = "slhmc"\neffective = { mass = ${mass} }\nsteps = 6\nintegrator = "omelyan2"`,
  });

/** Longer than in the experiment, since somebody looks. */
const longer = (text: string) => text.replace(/^trajectories = \d+$/m, 'trajectories = 5000');

export const laboratoryRuns: Readonly<Record<StudyName, string>> = {
  gauge: longer(gaugeText),
  balance: longer(balanceText('kind = "metropolis"\nwidth = 0.2\nhits = 1')),
  stepSize: longer(stepSizeText(8)),
  errors: longer(errorsText),
  confinement: longer(confinementText),
  topology: longer(topologyText),
  stout: longer(stoutText),
  deconfinement: longer(deconfinementText(5.3)),
  attention: longer(attentionText),
  surrogate: longer(surrogateText(0.57)),
};
