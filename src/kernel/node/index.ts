/** What machines can have in Node only: threads. */
export { freeCores, physicalCores } from './cores.ts';
export { nodeThreads } from './threads.ts';
