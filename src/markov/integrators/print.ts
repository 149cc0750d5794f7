/** Writes long lists of steps in short: what repeats is written once. */
import type { Step } from './steps.ts';

/** "drift 0.025, 19 x (all 0.05, drift 0.05), all 0.05, drift 0.025": coefficients to six digits. */
export function printSteps(steps: readonly Step[]): string {
  return shortened(steps.map(printStep));
}

function printStep({ who, coefficient, shift }: Step): string {
  const moved = shift ? ` at -${digits(shift.share)} F` : '';
  return `${who} ${digits(coefficient)}${moved}`;
}

const digits = (x: number) => Number(x.toPrecision(6));

function shortened(words: readonly string[]): string {
  const parts: string[] = [];
  let at = 0;
  while (at < words.length) {
    const { period, times } = longestRepetition(words, at);
    const once = words.slice(at, at + period);
    parts.push(times > 1 ? `${times} x (${shortened(once)})` : once.join(', '));
    at += period * times;
  }
  return parts.join(', ');
}

/** The block beginning at `at` which, said several times in a row, covers most of what follows; the shortest such. */
function longestRepetition(words: readonly string[], at: number): { period: number; times: number } {
  let best = { period: 1, times: 1 };
  for (let period = 1; at + 2 * period <= words.length; period++) {
    let matching = 0;
    while (words[at + matching] === words[at + matching + period] && at + matching + period < words.length) matching++;
    const times = 1 + Math.floor(matching / period);
    if (times > 1 && period * times > best.period * best.times) best = { period, times };
  }
  return best;
}
