/** What machines can have in Node only: threads, ranks through MPI, native code by the C compiler of the computer. */
export { freeCores, physicalCores } from './cores.ts';
export { Mpi, type MpiOptions } from './mpi.ts';
export { registerNative } from './native.ts';
export { registerOpenCl } from './opencl.ts';
export { nodeThreads } from './threads.ts';
export { registerWebGpu } from './webgpu.ts';
