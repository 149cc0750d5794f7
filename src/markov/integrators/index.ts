/** Integrators as printable lists of who moves and how much. */
export { leapfrogPQP } from './leapfrogPQP.ts';
export { leapfrogQPQ } from './leapfrogQPQ.ts';
export { omelyan2, omelyanLambda } from './omelyan2.ts';
export { integrate, type Mover, type Schedule, scheduleOf, type TimedStep } from './schedule.ts';
export { forceGroups, isSymmetric, nest, repeat, type Scheme, type Step, scheme, total } from './scheme.ts';
