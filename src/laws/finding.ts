/** What a law found: plain data that a test can assert, a program can print and a file can hold. */
export interface Finding {
  /** "force of the gauge action is its derivative" */
  readonly law: string;
  /** Largest deviation from the law; NaN if it could not be computed. */
  readonly deviation: number;
  readonly allowed: number;
  readonly ok: boolean;
  /** Law, deviation and limit in words; for a law that does not hold also what was seen. */
  readonly sentence: string;
}

/**
 * A law holds if its deviation is a number within bounds; NaN does not pass.
 *
 * @param seen the numbers behind the deviation, for whoever has to find the bug
 */
export function finding(law: string, deviation: number, allowed: number, seen?: string): Finding {
  const ok = deviation <= allowed;
  const numbers = `${law}: ${deviation.toPrecision(2)} (at most ${allowed.toPrecision(2)})`;
  return { law, deviation, allowed, ok, sentence: ok || seen === undefined ? numbers : `${numbers}: ${seen}` };
}

/** A law that is true or false, without a measure of how false it is. */
export function trueOrFalse(law: string, isTrue: boolean, seen?: string): Finding {
  return finding(law, isTrue ? 0 : 1, 0, seen);
}

/** What is left of a check that threw: a law that does not hold. */
export function brokenOff(law: string, error: unknown): Finding {
  const reason = error instanceof Error ? error.message : String(error);
  return { law, deviation: Number.NaN, allowed: 0, ok: false, sentence: `${law}: ${reason}` };
}

/** `ok   force of … 3.1e-11 (at most 1e-7)` */
export function showFinding({ ok, sentence }: Finding): string {
  return `${ok ? 'ok  ' : 'FAIL'} ${sentence}`;
}
