/** `--machine KIND[:DEVICE]`: what kernels run on. */
import { InvalidArgumentError, Option } from 'commander';
import { machineSection } from '../../runfile/schema/schedule.ts';

const kinds: readonly string[] = machineSection.shape.kind.unwrap().options;

export function machineOption(): Option {
  return new Option('--machine <KIND>', 'what kernels run on, instead of machine.kind; opencl:DEVICE names a device')
    .choices(kinds)
    .argParser(machineNamed);
}

function machineNamed(text: string): string {
  const [kind, device] = text.split(':', 2);
  if (kinds.includes(kind) && (device === undefined || (kind === 'opencl' && device !== ''))) return text;
  throw new InvalidArgumentError(`Expected ${kinds.join(', ')}, or opencl:DEVICE with its number or name.`);
}
