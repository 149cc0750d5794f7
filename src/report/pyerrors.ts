/**
 * Samples in the JSON format of pyerrors, which `pyerrors.input.json.load_json` reads: an `Obs` for a number, a `List` for
 * several, each with what its measurements contribute beyond the mean, by trajectory. Chains are replicas.
 * Reference: F. Joswig et al., Comput. Phys. Commun. 288 (2023) 108750, arXiv:2209.14371.
 */
import type { Samples, Variable } from '../files/index.ts';

const ensemble = 'cask';

/** The text of a file; variables that were measured never, or not by every chain, are left out. */
export function pyerrorsJson({ chains, draws, variables, attributes }: Samples): string {
  const obsdata = variables.flatMap(variable => {
    const found = obsOf(variable, chains.length, draws);
    return found === undefined ? [] : [found];
  });
  return `${JSON.stringify({
    ...{ program: 'cask export', version: '0.2', description: String(attributes.theory ?? '') },
    obsdata,
  })}\n`;
}

function obsOf({ name, values, labels }: Variable, chains: number, draws: readonly number[]): object | undefined {
  const width = labels?.length ?? 1;
  const series = Array.from({ length: chains }, (_, chain) =>
    draws.flatMap((trajectory, draw) => {
      const start = (chain * draws.length + draw) * width;
      const row = Array.from(values.subarray(start, start + width));
      return row.every(Number.isFinite) ? [{ trajectory, row }] : [];
    }),
  );
  if (series.some(({ length }) => length < 2)) return undefined;
  const all = series.flat();
  const means = Array.from({ length: width }, (_, k) => all.reduce((sum, { row }) => sum + row[k], 0) / all.length);
  const replica = series.map((rows, chain) => ({
    name: `${ensemble}|r${chain + 1}`,
    deltas: rows.map(({ trajectory, row }) => [trajectory, ...row.map((value, k) => value - means[k])]),
  }));
  return {
    type: labels ? 'List' : 'Obs',
    layout: String(width),
    tag: labels ? labels.map(label => `${name}[${label}]`) : [name],
    value: means,
    data: [{ id: ensemble, replica }],
  };
}
