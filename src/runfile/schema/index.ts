/**
 * The definition of a run. Everything that reads, checks, explains or echoes a run file starts from one of `runSchemas`: of
 * gauge theories, or of spins, which a file chooses by its section [model].
 */
import { z } from 'zod';
import { actionSection } from './action.ts';
import { groupSection, latticeSection, startSection } from './lattice.ts';
import { measureSection } from './measure.ts';
import { networkSection, trainingSection } from './network.ts';
import { referenceSection } from './reference.ts';
import { samplerSection } from './sampler.ts';
import { machineSection, outputSection, scheduleSection } from './schedule.ts';
import { smearingTable } from './smearing.ts';
import { type SpinRun, spinRunSchema } from './spin/index.ts';
import { lineOfText } from './values.ts';

export type { SpinRun } from './spin/index.ts';

/** Every section, defaults filled in, before the rules between sections are looked at. */
export const gaugeRunSchema = z.strictObject({
  title: lineOfText().optional().describe('a name for the reader'),
  lattice: latticeSection.describe('the box'),
  group: groupSection.describe('the gauge group'),
  start: startSection.prefault({}).describe('the first configuration'),
  action: actionSection.describe('the exact theory'),
  sampler: samplerSection.describe('how configurations are made'),
  network: networkSection.optional().describe('the map inside the effective action (only with slhmc)'),
  training: trainingSection.optional().describe('how the network learns'),
  schedule: scheduleSection.describe('how many trajectories'),
  smearing: smearingTable.optional().describe('smeared links, for measurements with links = "smeared"'),
  measure: measureSection.prefault({}).describe('what is measured; the plaquette always is'),
  reference: referenceSection.optional().describe('numbers of another work on this theory, to compare with'),
  output: outputSection(['ildg', 'nersc', 'bridge']).prefault({}).describe('where results go'),
  machine: machineSection.prefault({}).describe('what it runs on'),
});

/** A run of a gauge theory that passed the schema. */
export type GaugeRun = z.output<typeof gaugeRunSchema>;

export const runSchemas = { links: gaugeRunSchema, spins: spinRunSchema } as const;

/** What the variables of a run are. */
export type Variables = keyof typeof runSchemas;

/** By the sections of a document, which need not be complete. */
export const variablesOf = (document: object): Variables => ('model' in document ? 'spins' : 'links');

export const schemaFor = (document: object) => runSchemas[variablesOf(document)];

/** A run that passed its schema. */
export type Sections = GaugeRun | SpinRun;

/**
 * A run with every default filled in, the output folder and the network of a self-learning run included.
 * This is what the physics is assembled from and what `resolved.toml` repeats.
 */
export type Resolved = Sections;

export function isSpinRun(run: Resolved): run is SpinRun {
  return variablesOf(run) === 'spins';
}
