/** What a check of the preflight found: one law, how far it is from being true, and how far it may be. */
export interface Finding {
  /** "force of the gauge action is its derivative" */
  readonly law: string;
  /** Largest deviation from the law; NaN if it could not be computed. */
  readonly deviation: number;
  readonly allowed: number;
  readonly ok: boolean;
  /** Why there is no deviation, if the check broke off. */
  readonly reason?: string;
}

/** A law holds if its deviation is a number within bounds; NaN does not pass. */
export function finding(law: string, deviation: number, allowed: number): Finding {
  return { law, deviation, allowed, ok: deviation <= allowed };
}

/** What is left of a check that threw: a law that does not hold. */
export function brokenOff(law: string, error: unknown): Finding {
  const reason = error instanceof Error ? error.message : String(error);
  return { law, deviation: Number.NaN, allowed: 0, ok: false, reason };
}

/** `ok      force of … 3.1e-11 (at most 1e-7)` */
export function showFinding({ law, deviation, allowed, ok, reason }: Finding): string {
  const verdict = ok ? 'ok  ' : 'FAIL';
  if (reason !== undefined) return `${verdict} ${law}: ${reason}`;
  return `${verdict} ${law}: ${deviation.toPrecision(2)} (at most ${allowed.toPrecision(2)})`;
}
