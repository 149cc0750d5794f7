/** Chains for experiments: short runs from run files, so that each can be opened in the laboratory. */
import type { GaugeField } from '../../../src/gauge/index.ts';
import { runFromText } from '../../../src/runfile/index.ts';
import { assemble, drive, type LogRecord, nextTurn } from '../../../src/simulation/index.ts';

/**
 * Makes all trajectories of a run file.
 *
 * @param each hears of every production trajectory, with the links it left
 * @returns the links at the end
 */
export async function chain(
  text: string,
  each: (record: LogRecord, links: GaugeField) => void = () => {},
): Promise<GaugeField> {
  const { resolved } = runFromText('experiment', text);
  const run = { ...resolved, machine: { ...resolved.machine, kind: 'wasm128' } } as const;
  const simulation = await assemble(run, { announce() {} });
  await drive(simulation, run, {
    turn: nextTurn,
    onTrajectory(record) {
      if (record.phase === 'production') each(record, simulation.links!());
    },
  });
  return simulation.links!();
}
