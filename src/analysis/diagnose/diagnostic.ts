/** One thing that a look at a run finds worth saying. */

/** `wrong`: results cannot be trusted; `careful`: errors may be too small; `note`: time is wasted, or worth knowing. */
export const severities = ['wrong', 'careful', 'note'] as const;
export type Severity = (typeof severities)[number];

export interface Diagnostic {
  readonly severity: Severity;
  /** What it is about, for programs: "autocorrelation", "creutz", "topology", … */
  readonly subject: string;
  /** The numbers, and what to do. */
  readonly sentence: string;
}

/** Most serious first; among equals the order in which they were found. */
export function ranked(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return severities.flatMap(severity => diagnostics.filter(found => found.severity === severity));
}

const words: Record<Severity, string> = { wrong: 'Wrong', careful: 'Careful', note: 'Note' };

/** `Careful: …` */
export function diagnosticLine({ severity, sentence }: Diagnostic): string {
  return `${words[severity]}: ${sentence}`;
}
