/** Durations for people: `12 ms`, `3.4 s`, `11 min`, `2.5 h`, `3.1 days`. */
export function readableDuration(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 0) return '?';
  if (seconds < 0.9995) return `${shortNumber(seconds * 1000)} ms`;
  if (seconds < 99.5) return `${shortNumber(seconds)} s`;
  if (seconds < 5970) return `${shortNumber(seconds / 60)} min`;
  if (seconds < 48 * 3600) return `${shortNumber(seconds / 3600)} h`;
  return `${shortNumber(seconds / 86400)} days`;
}

/** Two digits below ten, whole numbers above. */
function shortNumber(value: number): string {
  return value < 9.95 ? String(Number(value.toPrecision(2))) : value.toFixed(0);
}
