/**
 * The definition of a run. Everything that reads, checks, explains or echoes a run file starts from `runSchema`.
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
import { lineOfText } from './values.ts';

/** Every section, defaults filled in, before the rules between sections are looked at. */
export const runSchema = z.strictObject({
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
  output: outputSection.prefault({}).describe('where results go'),
  machine: machineSection.prefault({}).describe('what it runs on'),
});

/** A run that passed the schema. */
export type Sections = z.output<typeof runSchema>;

/**
 * A run with every default filled in, the output folder and the network of a self-learning run included.
 * This is what the physics is assembled from and what `resolved.toml` repeats.
 */
export type Resolved = Sections;
