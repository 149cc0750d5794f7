/** Electrons coupled to classical spins. */
export { type DoubleExchange, type DoubleExchangeOptions, doubleExchange, type Electrons } from './doubleExchange.ts';
export type { Couplings } from './matrix.ts';
