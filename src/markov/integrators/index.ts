/** Integrators as printable lists of who moves and how much. */
export { forceGradient } from './forceGradient.ts';
export { leapfrogPQP } from './leapfrogPQP.ts';
export { leapfrogQPQ } from './leapfrogQPQ.ts';
export { type Level, type SchemeName, scheduleFromLevels, schemeNames, schemes } from './levels.ts';
export { omelyan2, omelyanLambda } from './omelyan2.ts';
export { omf4 } from './omf4.ts';
export { omf4QPQ } from './omf4QPQ.ts';
export { integrate, type Mover, type Schedule, scheduleOf, type TimedShift, type TimedStep } from './schedule.ts';
export { kickedBy, nest, repeat, type Scheme, scheme } from './scheme.ts';
export { forceGroups, isSymmetric, type Shift, type Step, total } from './steps.ts';
