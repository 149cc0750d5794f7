/** Losses, optimisers, and the trainer that runs beside a Markov chain. */

export { type Draw, type HeldOutOptions, heldOutTraining, type WatchedTraining } from './heldOut.ts';
export { LeastSquares } from './leastSquares.ts';
export {
  type Deviation,
  type Example,
  evaluateLoss,
  type Loss,
  type LossRule,
  type LossValue,
  losses,
} from './loss.ts';
export {
  type AdamOptions,
  adam,
  type GradientRule,
  type Lesson,
  leastSquares,
  type Optimiser,
  sgd,
} from './optimiser.ts';
export { type Trainer, type TrainerOptions, type TrainingInfo, trainer } from './trainer.ts';
