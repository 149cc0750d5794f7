/** Time limits such as "3h", and when a run has to stop to keep one. */

const units: Record<string, number> = { d: 86_400, h: 3600, m: 60, s: 1 };

/** Seconds of "3h", "90m", "2h30m", "1d", "45s" or "02:30:00"; undefined for anything else. */
export function parseWalltime(text: string): number | undefined {
  const clock = /^(\d+):([0-5]\d):([0-5]\d)$/.exec(text);
  if (clock) return positive(Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3]));
  if (!/^(\d+(\.\d+)?[dhms])+$/.test(text)) return undefined;
  const parts = [...text.matchAll(/([\d.]+)([dhms])/g)];
  return positive(parts.reduce((sum, [, number, unit]) => sum + Number(number) * units[unit], 0));
}

function positive(seconds: number): number | undefined {
  return seconds > 0 && Number.isFinite(seconds) ? seconds : undefined;
}

/** The next trajectory may take this much longer than the longest so far, and the files at the end as long again. */
const margin = 1.5;

/**
 * Whether the next trajectory would end after the limit.
 *
 * @param elapsed seconds since the program started
 * @param longest seconds of the longest trajectory so far
 */
export function walltimeIsUp(limit: number | undefined, elapsed: number, longest: number): boolean {
  return limit !== undefined && elapsed + margin * longest >= limit;
}
