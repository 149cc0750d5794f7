/** What must hold, tried on a theory before it is run. */

export { type Finding, preflight, showFinding } from './preflight/index.ts';
