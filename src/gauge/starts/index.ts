/** Classical solutions to start from, beside cold and hot. */
export { type ConstantFluxOptions, constantFlux, type PlaneFlux } from './constantFlux.ts';
export type { Block } from './embedding.ts';
export { type InstantonOptions, instanton } from './instanton.ts';
