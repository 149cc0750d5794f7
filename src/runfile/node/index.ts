/** Run files on a disk. */

export { loadRun } from './load.ts';
