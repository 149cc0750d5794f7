/** The definition of a run of spins: [model] stands where gauge theories have [group] and [action]. */
import { z } from 'zod';
import { referenceSection } from '../reference.ts';
import { machineSection, outputSection, scheduleSection } from '../schedule.ts';
import { lineOfText } from '../values.ts';
import { spinEffectiveSection, spinTrainingSection } from './effective.ts';
import { spinMeasureSection } from './measure.ts';
import { modelSection, spinLatticeSection, spinStartSection } from './model.ts';
import { spinSamplerSection } from './sampler.ts';

/** Every section, defaults filled in, before the rules between sections are looked at. */
export const spinRunSchema = z.strictObject({
  title: lineOfText().optional().describe('a name for the reader'),
  lattice: spinLatticeSection.describe('the box'),
  model: modelSection.describe('classical spins, alone or with electrons; in place of [group] and [action]'),
  start: spinStartSection.prefault({}).describe('the first configuration'),
  sampler: spinSamplerSection.describe('how configurations are made'),
  effective: spinEffectiveSection.optional().describe('the model that proposes (only with slmc)'),
  training: spinTrainingSection.optional().describe('how the effective model learns'),
  schedule: scheduleSection.describe('how many trajectories'),
  measure: spinMeasureSection.prefault({}).describe('what is measured; the magnetisation always is'),
  reference: referenceSection.optional().describe('numbers of another work on this theory, to compare with'),
  output: outputSection(['safetensors']).prefault({}).describe('where results go'),
  machine: machineSection.prefault({}).describe('what it runs on'),
});

/** A run of spins that passed the schema. */
export type SpinRun = z.output<typeof spinRunSchema>;
