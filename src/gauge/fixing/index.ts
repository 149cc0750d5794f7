/** Landau and Coulomb gauge. */
export {
  fixGauge,
  type GaugeCondition,
  type GaugeFixed,
  type GaugeFixingOptions,
  gaugeConditions,
} from './gaugeFixing.ts';
