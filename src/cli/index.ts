/** The command line as a function. */

export { exitCodes, type MainOptions, main } from './main.ts';
export type { Output } from './progress/display.ts';
