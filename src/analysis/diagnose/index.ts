/** What speaks against the numbers of a run, in sentences, most serious first. */
import type { Analysis } from '../analysis.ts';
import type { AnalysedRun } from '../counted.ts';
import { acceptance, creutz } from './acceptance.ts';
import { shortBins } from './bins.ts';
import { type Diagnostic, ranked } from './diagnostic.ts';
import { massFits } from './fits.ts';
import { replicasAgree, slowModes, startsAgree, thermalisation, tooFew, tooShort } from './length.ts';
import { forceSpikes, reversibility, solver, unitarity } from './machinery.ts';
import { stuckChain } from './stuck.ts';
import type { Examination } from './subject.ts';
import { frozenTopology, stuckCentre } from './topology.ts';

export { type Diagnostic, diagnosticLine, ranked, type Severity, severities } from './diagnostic.ts';

const examinations: readonly Examination[] = [
  stuckChain,
  startsAgree,
  creutz,
  reversibility,
  unitarity,
  thermalisation,
  frozenTopology,
  replicasAgree,
  tooFew,
  tooShort,
  slowModes,
  shortBins,
  massFits,
  forceSpikes,
  solver,
  acceptance,
  stuckCentre,
];

/** Examines a run, or replicas taken together. */
export function diagnose(runs: readonly AnalysedRun[], analysis: Analysis): Diagnostic[] {
  return ranked(examinations.flatMap(examine => examine({ runs, analysis })));
}
