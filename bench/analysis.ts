// Speed of the analysis: `node bench/analysis.ts [MEASUREMENTS] [OBSERVABLES]`. CPU time, best of three.
// Estimates are Γ-method, ESS and thermalisation cut of every observable, as `cask analyse` makes them; reading is the
// parsing of the log that holds them.

import { analyse } from '../src/analysis/analysis.ts';
import { diagnose } from '../src/analysis/diagnose/index.ts';
import { readLogText } from '../src/analysis/logFile.ts';
import { autoregressiveChain } from '../src/measure/statistics/index.ts';
import { resolvedFrom } from '../test/cli/samples.ts';

const [measurements, observables] = [process.argv[2] ?? 1e5, process.argv[3] ?? 20].map(Number);
const resolved = resolvedFrom(`lattice.extent = [4, 4, 4, 4]
group.name = "SU(2)"
action.gauge = { kind = "plaquette", beta = 2.7 }
sampler.kind = "hmc"
schedule = { thermalise = 0, trajectories = ${measurements} }
`);

/** τ_int from 1 to 100, as a run has them. */
const series = Array.from({ length: observables }, (_, k) =>
  autoregressiveChain(10 ** ((2 * k) / Math.max(1, observables - 1)), measurements, 7, k),
);
const text = Array.from({ length: measurements }, (_, i) => {
  const values = Object.fromEntries(series.map((chain, k) => [`observable${k}`, chain[i]]));
  return `${JSON.stringify({ trajectory: i + 1, phase: 'production', plaquette: series[0][i], observables: values })}\n`;
}).join('');

function best<Result>(name: string, act: () => Result): Result {
  let shortest = Number.POSITIVE_INFINITY;
  let result: Result;
  for (let round = 0; round < 3; round++) {
    const start = process.cpuUsage();
    result = act();
    const { user, system } = process.cpuUsage(start);
    shortest = Math.min(shortest, (user + system) / 1e6);
  }
  console.log(`${name.padEnd(12)} ${shortest.toFixed(2)} s`);
  return result!;
}

console.log(`${measurements} measurements of ${observables} observables, ${(text.length / 1e6).toFixed(0)} MB of log`);
const { columns } = best('reading', () => readLogText('log.jsonl', text));
const run = { resolved, columns, facts: {} };
const analysis = best('estimates', () => analyse([run]));
best('diagnosis', () => diagnose([run], analysis));
