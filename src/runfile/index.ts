/** What a run is: one schema that reads, checks, explains and translates run files. */

export { writeToml } from './echo.ts';
export { differences, type Fingerprint, fingerprintOf } from './fingerprint.ts';
export { type LoadedRun, type Overrides, runFromText } from './input/decide.ts';
export { withKey } from './input/edit.ts';
export { InputError } from './input/problem.ts';
export { nearestWord } from './input/spelling.ts';
export { parseToml } from './input/toml.ts';
export type { Provenance, Session } from './provenance.ts';
export type { NamedText, RunTexts } from './runTexts.ts';
export { describeKeys, type KeyDescription } from './schema/describe.ts';
export { type FormField, fieldsOf } from './schema/fields.ts';
export {
  type GaugeRun,
  gaugeRunSchema,
  isSpinRun,
  type Resolved,
  runSchemas,
  type SpinRun,
  schemaFor,
} from './schema/index.ts';
export { type Form, type Range, type Shape, shapeOf, type Table } from './schema/shape.ts';
export { spinRunSchema } from './schema/spin/index.ts';
export { theoryLine } from './theoryLine.ts';
