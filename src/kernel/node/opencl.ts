/** The machine "opencl": kernels on a device of this computer, a GPU first. */
import type { Backend } from '../backend.ts';
import type { Device } from '../device/device.ts';
import { backends, registerBackend } from '../machine/backends.ts';
import { openClBackend } from '../opencl/backend.ts';
import { OpenClDevice } from './openClDevice.ts';
import { deviceMeant, openClDevices } from './openClDevices.ts';
import { openClLibrary } from './openClLibrary.ts';

const name = 'opencl';

/** Devices that are open, by what they were asked for as; or why there is none. */
const open = new Map<string | undefined, Device | string>();

/** The device that is asked for so, opened once; or why there is none. */
export function device(which?: string): Device | string {
  const found = open.get(which) ?? opened(which);
  open.set(which, found);
  return found;
}

function opened(which: string | undefined): Device | string {
  try {
    const library = openClLibrary();
    if (typeof library === 'string') return library;
    const meant = deviceMeant(openClDevices(library), which, localRank(process.env));
    return typeof meant === 'string' ? meant : new OpenClDevice(library, meant);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Which of the ranks on this computer this one is, as mpirun or Slurm says. */
function localRank(environment: NodeJS.ProcessEnv): number {
  const names = ['OMPI_COMM_WORLD_LOCAL_RANK', 'MPI_LOCALRANKID', 'SLURM_LOCALID'];
  return Number(names.map(variable => environment[variable]).find(value => value !== undefined) ?? 0);
}

function member(which: string | undefined): Backend {
  const made = () => {
    const found = device(which);
    if (typeof found === 'string') throw new Error(found);
    return found;
  };
  return openClBackend(which === undefined ? name : `${name}:${which}`, made, () => {
    const found = device(which);
    return typeof found === 'string' ? found : undefined;
  });
}

/** Adds the machine "opencl" to the list, if it is not there, and with it "opencl:1", "opencl:NVIDIA". */
export function registerOpenCl(): void {
  if (backends().some(backend => backend.name === name)) return;
  const members = new Map<string, Backend>();
  registerBackend({
    ...member(undefined),
    member(which) {
      const known = members.get(which) ?? member(which);
      members.set(which, known);
      return known;
    },
  });
}
