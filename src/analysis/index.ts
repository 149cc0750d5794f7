/** Estimates with honest errors from the logs of runs, derived quantities and scales, and what speaks against them. */

<<<<<<< HEAD
export { type Analysis, analyse } from './analysis.ts';
export type { AnalysisOptions } from './counted.ts';
=======
export { type Analysis, type AnalysisOptions, analyse } from './analysis.ts';
export { type ColumnBuilder, columnBuilder } from './columns.ts';
>>>>>>> a84126b (The studio: a laboratory in the browser with live runs, a form from the schema, figures of the report, the field as plane, cloud or surface, runs in the address; the same bytes of log as cask run --machine wasm128, tested in Chromium)
export { type Diagnostic, diagnose, diagnosticLine } from './diagnose/index.ts';
export { analysisOf, type Estimates, estimatesOf, type OwnAnalysis } from './result/estimates.ts';
export { type Summary, summarise } from './result/summary.ts';
export { type RunData, runDataOf } from './runData.ts';
