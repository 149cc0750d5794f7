/** The production of runs as samples for other programs: ArviZ (files/node/netcdf.ts) and pyerrors. */
import { type Column, firstOfProduction } from '../analysis/columns.ts';
import { type RunData, runName } from '../analysis/runData.ts';
import { descriptionOf, positionLabels } from '../catalogue/index.ts';
import type { Samples, Variable } from '../files/index.ts';
import { theoryLine } from '../runfile/theoryLine.ts';

/** Everything that is measured, and what the algorithm says of itself; runs are chains. Trajectories are those of the first. */
export function samplesOf(runs: readonly RunData[]): Samples {
  const from = runs.map(({ columns }) => firstOfProduction(columns) ?? Number.POSITIVE_INFINITY);
  const all = new Set(runs.flatMap(({ columns }, r) => columns.trajectories.filter(number => number >= from[r])));
  const draws = [...all].sort((one, other) => one - other);
  const byName = runs.map(({ columns, measured }) => {
    return new Map([...columns.byName.values(), ...measured].map(column => [column.name, column]));
  });
  const names = [...byName[0].keys()].filter(name => byName.every(columns => columns.has(name)));
  return {
    chains: runs.map(runName),
    draws,
    variables: names.map(name =>
      variableOf(
        name,
        byName.map(columns => columns.get(name)!),
        draws,
        runs[0],
      ),
    ),
    attributes: { program: 'cask export', theory: theoryLine(runs[0].resolved) },
  };
}

function variableOf(name: string, columns: readonly Column[], draws: readonly number[], { facts }: RunData): Variable {
  const { title, unit, coordinates } = descriptionOf(name, facts[name], columns[0].isExtra);
  const width = columns[0].components.length;
  const values = new Float64Array(columns.length * draws.length * width).fill(Number.NaN);
  const row = new Map(draws.map((trajectory, i) => [trajectory, i]));
  columns.forEach(({ trajectories, components }, chain) => {
    trajectories.forEach((trajectory, i) => {
      const draw = row.get(trajectory);
      if (draw === undefined) return;
      components.forEach((component, k) => {
        values[(chain * draws.length + draw) * width + k] = component[i];
      });
    });
  });
  const labels = positionLabels(coordinates, width) ?? Array.from({ length: width }, (_, k) => String(k));
  return { name, description: title, unit, values, ...(columns[0].isList ? { labels } : {}) };
}
