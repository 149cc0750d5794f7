/** Run files of experiments, as text. */

export interface ChainOptions {
  readonly extent: readonly number[];
  readonly group: string;
  readonly beta: number;
  readonly sampler: string;
  readonly start?: string;
  readonly thermalise: number;
  readonly trajectories: number;
  readonly seed?: number;
  readonly fermion?: string;
  readonly measure?: string;
}

/** The run file of an arm. */
export function runText(options: ChainOptions): string {
  const { extent, group, beta, sampler, start = 'hot', thermalise, trajectories, seed = 1, fermion, measure } = options;
  return `[lattice]
extent = [${extent.join(', ')}]

[group]
name = "${group}"

[start]
from = "${start}"

[action]
gauge = { kind = "plaquette", beta = ${beta} }
${fermion ? `fermion = ${fermion}\n` : ''}
[sampler]
${sampler}

[schedule]
thermalise = ${thermalise}
trajectories = ${trajectories}
seed = ${seed}
${measure ? `\n[measure]\n${measure}\n` : ''}`;
}
