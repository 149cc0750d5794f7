/** Labels as earlier versions wrote them, `W(2,3)`, `W(1,1,0;3)`, `P(0,0,0) C(3)`, `C(3)`, as coordinates. */
import type { Coordinates } from '../measure/observables/index.ts';

const kinds: readonly [RegExp, readonly string[]][] = [
  [/^W\((\d+),(\d+)\)$/, ['R', 'T']],
  [/^W\(([\d,-]+)[,;](\d+)\)$/, ['d', 'T']],
  [/^(\S+)\(([\d,-]+)\) C\((\d+)\)$/, ['channel', 'momentum', 't']],
  [/^(\S+) C\((\d+)\)$/, ['channel', 't']],
  [/^C\((\d+)\)$/, ['t']],
];

/** Labels of no known kind are a coordinate of their own. */
export function coordinatesOfLabels(labels: readonly string[]): Coordinates {
  for (const [pattern, names] of kinds) {
    const matches = labels.map(label => pattern.exec(label));
    if (matches.includes(null)) continue;
    return Object.fromEntries(
      names.map((name, k) => [name, matches.map(match => (isText(name) ? match![k + 1] : Number(match![k + 1])))]),
    );
  }
  return { label: labels };
}

const isText = (name: string) => ['channel', 'momentum', 'd'].includes(name);
