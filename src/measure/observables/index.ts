/** What can be measured on a configuration. */
export {
  type CondensateOptions,
  chiralCondensate,
  exactChiralCondensate,
  type NoiseKind,
  type NoiseOptions,
} from './chiralCondensate.ts';
export { averageLoop, plaquette } from './loop.ts';
export type { Observable } from './observable.ts';
export { complexPolyakovLoop, polyakovLoop, polyakovLoopAlong } from './polyakovLoop.ts';
