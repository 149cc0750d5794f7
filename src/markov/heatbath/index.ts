/** Updates of one link after the other. */
export { type LinkSweep, linkSweep } from './linkSweep.ts';
export {
  type HeatbathOptions,
  heatbath,
  type LocalInfo,
  type LocalState,
  type LocalUpdates,
  largestWidth,
  type MetropolisOptions,
  metropolis,
} from './localUpdates.ts';
export type { Move } from './moves.ts';
export { type WidthTuner, type WidthTunerOptions, widthTuner } from './widthTuner.ts';
