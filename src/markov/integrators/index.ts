/** Integrators as printable lists of who moves and how much. */
export { leapfrogPQP } from './leapfrogPQP.ts';
export { leapfrogQPQ } from './leapfrogQPQ.ts';
export { omelyan2, omelyanLambda } from './omelyan2.ts';
export { integrate, type Mover, type Schedule, scheduleOf, type TimedStep } from './schedule.ts';
export { nest, repeat, type Scheme, scheme } from './scheme.ts';
export { forceGroups, isSymmetric, type Step, total } from './steps.ts';
