/** Estimates with honest errors from the logs of runs, derived quantities and scales, and what speaks against them. */

export { type Analysis, analyse } from './analysis.ts';
export { type ColumnBuilder, columnBuilder } from './columns.ts';
export type { AnalysisOptions } from './counted.ts';
export { type Diagnostic, diagnose, diagnosticLine } from './diagnose/index.ts';
export { analysisOf, type Estimates, estimatesOf, type OwnAnalysis } from './result/estimates.ts';
export { type Summary, summarise } from './result/summary.ts';
export { type RunData, runDataOf } from './runData.ts';
