/** What machines can have in Node only: threads, and native code by the C compiler of the computer. */
export { freeCores, physicalCores } from './cores.ts';
export { registerNative } from './native.ts';
export { nodeThreads } from './threads.ts';
