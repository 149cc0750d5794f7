/** Files of the lattice community as bytes: gauge configurations, weights, tables and documents, without a disk. */

export { crc32 } from './bytes/crc32.ts';
export { ChecksumError, FileError } from './bytes/fileError.ts';
export type { LinkFacts } from './configuration/checks.ts';
export {
  checkConfiguration,
  type GaugeConfiguration,
  type Precision,
  type ReadConfiguration,
  type ReadOptions,
} from './configuration/configuration.ts';
export { determinantDefect } from './configuration/determinant.ts';
export { configurationOf, gaugeFieldOf } from './configuration/gaugeField.ts';
export { type LinkSource, type SlicedConfiguration, sliceCount } from './configuration/slices.ts';
export {
  lengthDefect,
  type ReadSpins,
  readSpins,
  type SpinConfiguration,
  writeSpins,
} from './configuration/spins.ts';
export {
  linkTrace,
  type Plaquette,
  plaquette,
  unitarityDefect,
} from './configuration/verification.ts';
export { readBridge, writeBridge } from './formats/bridge.ts';
export {
  type ConfigurationFormat,
  detectFormat,
  type OpenedConfiguration,
  type OpenedLinks,
  parseConfiguration,
} from './formats/detect.ts';
export { readHirep } from './formats/hirep.ts';
export { readMilc } from './formats/milc.ts';
export { type NerscOptions, readNersc, writeNersc } from './formats/nersc.ts';
export { readOpenqcd } from './formats/openqcd.ts';
export { type IldgOptions, readIldg, writeIldg } from './lime/ildg.ts';
export { type LimeContent, type LimeRecord, readLime, recordText, writeLime } from './lime/lime.ts';
export { readScidac } from './lime/scidac.ts';
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
export { tableToCsv } from './table/csv.ts';
export type { Samples, Variable } from './table/samples.ts';
export type { Column, Table } from './table/table.ts';
export { type Checkpoint, checkpointFromBytes, checkpointToBytes } from './tensors/checkpoint.ts';
export { readTensors, type Tensor, type TensorFile, writeTensors } from './tensors/safetensors.ts';
