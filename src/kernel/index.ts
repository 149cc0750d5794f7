/** Write a site function once, run it on any machine, have its exact adjoint. */
export type { Assignment, Backend, CompiledKernel, FieldMemory, Launch, Outline, UniformFill } from './backend.ts';
export * from './dense/index.ts';
export { Graph, Real, type RealLike, type Truth } from './ir/real.ts';
export { Kernel } from './kernel.ts';
export { backends, registerBackend } from './machine/backends.ts';
export { type ChosenMachine, chooseMachine, type MachineReport, sharedMachine } from './machine/choose.ts';
export type { Communicator, Message } from './machine/communicator.ts';
export { modulo, product, rank, unrank } from './machine/digits.ts';
export type { Division } from './machine/division.ts';
export { Grid, type Parity } from './machine/grid.ts';
export type { Arguments, Bound, LaunchOptions, NumberOf, NumbersByName } from './machine/launch.ts';
export { Machine, type MachineOptions, type MemoryUse } from './machine/machine.ts';
export type { Parameters } from './machine/numbers.ts';
export type { Precision } from './machine/precision.ts';
export { Storage } from './machine/storage.ts';
export { uniformFill } from './machine/uniformFill.ts';
export { hypotenuse, wholePower } from './portable.ts';
export { mostThreads } from './threads/control.ts';
export { type StartedThread, type StartThread, ThreadError, type ThreadOptions } from './threads/pool.ts';
export { webThreads } from './threads/web.ts';
export { type Invitation, PoolWorker, type SharedCode } from './threads/worker.ts';
export { type Budget, fits, portions } from './trace/budget.ts';
export { type FamilyOptions, type KernelFamily, kernelFamilies, kernelFamily } from './trace/family.ts';
export { flattened, type Lists } from './trace/lists.ts';
export {
  type Accumulator,
  type Accumulators,
  type FieldType,
  type Handles,
  type InPlace,
  type Input,
  inPlace,
  input,
  type Output,
  output,
  type Parameter,
  parameter,
  parameterBlock,
  type Role,
  type Roles,
  reals,
  type Sum,
  several,
  sum,
  sumBlock,
  type Update,
  update,
} from './trace/roles.ts';
export { Site } from './trace/site.ts';
export { siteKernel } from './trace/siteKernel.ts';
export { philoxConstants } from './wasm/philox.ts';
