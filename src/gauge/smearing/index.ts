/** Smearing: gauge-covariant maps of links with exact pullback, and the pieces that other maps of links are made of. */
export { type Blocking, type BlockingStep, recordBlocking } from './blocking.ts';
export { carried, type Side, sides } from './carried.ts';
export { type Around, linksAlong, recordDecoration, recordJoinedLinks, recordLinksAlong } from './decoration.ts';
export { projectedLink, type UnitaryKind } from './projection.ts';
export { type Recording, recordedTransformation } from './recorded.ts';
export { smearedLinks } from './smearedLinks.ts';
export { smearing } from './smearing.ts';
export { type StapleLoop, stapleLoops, stapleWords } from './stapleLoops.ts';
export { recordStapleSum, type StapleWords, stapleSum } from './stapleSum.ts';
export { exponentialStep, recordStout, stoutExponent } from './stoutStep.ts';
export { hypercubicDefaults, type SmearingTable, type StoutWeights, smearingKinds } from './table.ts';
export type { Theory } from './theory.ts';
