/** Commands on ranks while the file system fails under them. Rank 0 alone touches the run folder. */
import type { Outcome } from '../faults/faultyFiles.ts';
import { faultyCask } from '../faults/kills.ts';
import type { Answer } from '../faults/runs.ts';
import type { Commands } from '../faults/sweep.ts';
import { startJob } from './job.ts';
import { program, ranksIn } from './mpirun.ts';

export function commandsOn(grid: string): Commands {
  const called = async (command: readonly string[]): Promise<Answer> => {
    const { code, said } = await startJob(ranksIn(grid), [...command, '--ranks', grid]).ended;
    return { code: code ?? 1, stdout: said, stderr: said };
  };
  return {
    async faulty(plan, argv) {
      const result = await called([faultyCask, JSON.stringify(plan), ...argv]);
      return { result, ...outcomeIn(result.stdout) };
    },
    whole: argv => called([program, ...argv]),
  };
}

/** The line that faultyCask.ts leaves on rank 0. */
function outcomeIn(said: string): Pick<Outcome<Answer>, 'calls' | 'failed'> {
  const line = said.split('\n').find(text => text.startsWith('{"calls":'));
  return line === undefined ? { calls: 0, failed: [] } : JSON.parse(line);
}
