/** Files on a disk: opened, checked and written so that they survive crashes. */

export { readWhole, writeAtomically } from './atomic.ts';
export { type CheckpointFile, checkpointFiles, openCheckpoint, saveCheckpoint } from './checkpointFolder.ts';
export { bringToDisk } from './durable.ts';
export { createExclusively } from './exclusive.ts';
export { withFileSource } from './fileSource.ts';
export { causeInWords, type FileSystem } from './fileSystem.ts';
export { writeNetcdf } from './netcdf.ts';
export { type LinksInFile, openConfiguration, withConfiguration } from './open.ts';
export { type HeaderNumbers, type SaveOptions, saveConfiguration, saveSlices } from './save.ts';
export { isSpinFile, openSpins, saveSpins } from './spins.ts';
export { storedLinks, storedSpins } from './stored.ts';
export { readCsv, readHdf5, writeCsv, writeHdf5 } from './tableFiles.ts';
