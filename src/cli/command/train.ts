/** `cask train FILE DATA`: the training phase of a run file alone, on configurations that lie in a folder. */
import type { Command } from 'commander';
import { InputError } from '../../runfile/input/problem.ts';
import { count, type Sharing } from '../sharing.ts';
import { machineOption } from './machineOption.ts';
import type { RunFlags } from './run.ts';
import { settingOption } from './settingOption.ts';

export interface TrainFlags extends RunFlags, Sharing {
  readonly preflight: boolean;
  readonly trajectories?: number;
}

/** @param run what `cask run` does with a file */
export function addTrain(cask: Command, run: (file: string, flags: TrainFlags) => Promise<void>): Command {
  return cask
    .command('train')
    .description('train the effective action of a run file on stored configurations; production is left out')
    .argument('<FILE.toml>', 'the run file')
    .argument('<DATA>', 'a run folder, or one with configurations')
    .option('--trajectories <N>', 'how long, instead of schedule.train', count)
    .option('--out <DIR>', 'output folder, instead of output.folder')
    .addOption(settingOption())
    .addOption(machineOption())
    .option('--no-preflight', 'start without trying the laws of the theory on a small lattice')
    .option('--quiet', 'print nothing but errors')
    .action((file: string, data: string, flags: TrainFlags) => run(file, { ...flags, set: settingsFor(data, flags) }));
}

/** @throws InputError where a key is set that the command itself sets */
function settingsFor(data: string, { trajectories, set = [] }: TrainFlags): string[] {
  const own = {
    'training.data': JSON.stringify(data),
    'schedule.thermalise': '0',
    'schedule.trajectories': '0',
    ...(trajectories === undefined ? {} : { 'schedule.train': String(trajectories) }),
  };
  for (const key of Object.keys(own)) {
    if (set.some(text => text.trim().startsWith(`${key}=`))) {
      throw new InputError([`--set ${key}: "cask train" sets it itself; "cask run" takes it.`]);
    }
  }
  return [...set, ...Object.entries(own).map(([key, value]) => `${key}=${value}`)];
}
