/** Files of the lattice community: gauge configurations, weights, and writing that survives crashes. */

export { causeInWords, type FileSystem, readWhole, writeAtomically } from './atomic.ts';
export { readBridge, writeBridge } from './bridge.ts';
export { type Checkpoint, checkpointFromBytes, checkpointToBytes } from './checkpoint.ts';
export { type CheckpointFile, checkpointFiles, openCheckpoint, saveCheckpoint } from './checkpointFolder.ts';
export {
  checkConfiguration,
  type GaugeConfiguration,
  type Precision,
  type ReadConfiguration,
  type ShapeHint,
  siteCoordinates,
  siteIndex,
} from './configuration.ts';
export { crc32 } from './crc32.ts';
export {
  type ConfigurationFormat,
  detectFormat,
  type OpenedConfiguration,
  type OpenedLinks,
  parseConfiguration,
} from './detect.ts';
export { FileError } from './fileError.ts';
export { withFileSource } from './fileSource.ts';
export { configurationOf, gaugeFieldOf } from './gaugeField.ts';
export { readHirep } from './hirep.ts';
export { type IldgOptions, readIldg, writeIldg } from './ildg.ts';
export { type LimeContent, type LimeRecord, readLime, recordText, writeLime } from './lime.ts';
export { readMilc } from './milc.ts';
export { type NerscOptions, readNersc, writeNersc } from './nersc.ts';
export { type LinksInFile, openConfiguration, withConfiguration } from './open.ts';
export { readOpenqcd } from './openqcd.ts';
export { Cksum } from './qcdml/cksum.ts';
export { type ConfigurationDocument, configurationXml, fieldName } from './qcdml/configurationXml.ts';
export {
  type ActionPart,
  type Algorithm,
  type Ensemble,
  ensembleXml,
  type QuarkPart,
} from './qcdml/ensembleXml.ts';
export { payloadChecksum } from './qcdml/payload.ts';
export {
  type ConfigurationFacts,
  type EnsembleFacts,
  qcdmlKind,
  readConfigurationXml,
  readEnsembleXml,
} from './qcdml/readQcdml.ts';
export { readTensors, type Tensor, type TensorFile, writeTensors } from './safetensors.ts';
export { type HeaderNumbers, type SaveOptions, saveConfiguration, saveSlices } from './save.ts';
export { readScidac } from './scidac.ts';
export { type LinkSource, type SlicedConfiguration, sliceCount } from './slices.ts';
export type { Column, Table } from './table/table.ts';
export { readCsv, readHdf5, writeCsv, writeHdf5 } from './table/tableFiles.ts';
export {
  type LinkFacts,
  linkTrace,
  type Plaquette,
  plaquette,
  unitarityDefect,
} from './verification.ts';
