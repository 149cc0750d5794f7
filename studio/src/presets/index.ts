/** The gallery: runs to begin with, and how each is looked at first. */
import type { Look } from '../engine/protocol.ts';
import type { PresetName } from '../words.ts';
import deconfinement from './deconfinement.toml?raw';
import electrons from './electrons.toml?raw';
import instanton from './instanton.toml?raw';
import slhmcCask from './slhmcCask.toml?raw';
import su2Vacuum from './su2Vacuum.toml?raw';
import su3Heatbath from './su3Heatbath.toml?raw';
import twoColourQcd from './twoColourQcd.toml?raw';
import u1 from './u1.toml?raw';
import u1Hmc from './u1Hmc.toml?raw';
import xy from './xy.toml?raw';

export interface Preset {
  readonly name: PresetName;
  readonly text: string;
  readonly look: Look;
  /** Trajectories per second at the beginning; null: as fast as they can be made. */
  readonly perSecond: number | null;
}

export const presets: readonly Preset[] = [
  { name: 'u1', text: u1, look: { quantity: 'topologicalDensity', flow: 1 }, perSecond: 20 },
  { name: 'su2Vacuum', text: su2Vacuum, look: { quantity: 'topologicalDensity', flow: 0.5 }, perSecond: 5 },
  { name: 'su3Heatbath', text: su3Heatbath, look: { quantity: 'energyDensity', flow: 1 }, perSecond: 20 },
  { name: 'twoColourQcd', text: twoColourQcd, look: { quantity: 'energyDensity', flow: 0.5 }, perSecond: null },
  { name: 'slhmcCask', text: slhmcCask, look: { quantity: 'energyDensity', flow: 0.5 }, perSecond: null },
  { name: 'instanton', text: instanton, look: { quantity: 'topologicalDensity', flow: 1 }, perSecond: 5 },
  { name: 'deconfinement', text: deconfinement, look: { quantity: 'polyakovLoop', flow: 0 }, perSecond: 20 },
  { name: 'xy', text: xy, look: { quantity: 'spin', flow: 0 }, perSecond: 20 },
  { name: 'electrons', text: electrons, look: { quantity: 'neighbours', flow: 0 }, perSecond: 20 },
  { name: 'u1Hmc', text: u1Hmc, look: { quantity: 'topologicalDensity', flow: 1 }, perSecond: 50 },
];
