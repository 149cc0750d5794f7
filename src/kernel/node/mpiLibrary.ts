/**
 * The MPI functions that Cask needs, from the system's shared library by koffi. Open MPI names communicators and types by
 * addresses, MPICH by integers; all else is the same.
 */
import type { LibraryHandle } from 'koffi';

import { launchedRanks, sizeVariables } from './mpiLaunch.ts';

type Koffi = typeof import('koffi')['default'];
type Handle = number | bigint;

/** How a family of MPI libraries is found, and what its constants are (their mpi.h). */
interface Family {
  readonly name: string;
  readonly files: readonly string[];
  /** Variables that its mpirun sets: the number of processes. */
  readonly variables: readonly string[];
  readonly handle: 'uintptr_t' | 'int';
  readonly requestBytes: 4 | 8;
  readonly noStatuses: number;
  constants(koffi: Koffi, library: LibraryHandle): { readonly world: Handle; readonly byte: Handle };
}

const openMpi: Family = {
  name: 'Open MPI',
  files: ['libmpi.so.40', 'libmpi.40.dylib', 'libmpi.so'],
  variables: sizeVariables.openMpi,
  handle: 'uintptr_t',
  requestBytes: 8,
  noStatuses: 0,
  constants: (koffi, library) => {
    const address = (symbol: string) => koffi.address(library.symbol(symbol, 'void *'));
    return { world: address('ompi_mpi_comm_world'), byte: address('ompi_mpi_byte') };
  },
};

const mpich: Family = {
  name: 'MPICH',
  files: ['libmpich.so.12', 'libmpi.so.12', 'libmpi.12.dylib'],
  variables: sizeVariables.mpich,
  handle: 'int',
  requestBytes: 4,
  noStatuses: 1,
  constants: () => ({ world: 0x44000000, byte: 0x4c00010d }),
};

const funnelled = 1;
const tag = 0;

export interface MpiLibrary {
  readonly name: string;
  readonly rank: number;
  readonly size: number;
  /** A list of operations that were begun. */
  requests(count: number): Requests;
  send(bytes: Uint8Array, to: number, requests: Requests, index: number): void;
  receive(bytes: Uint8Array, from: number, requests: Requests, index: number): void;
  allGather(own: Uint8Array, all: Uint8Array, requests: Requests): void;
  broadcast(bytes: Uint8Array, requests: Requests): void;
  areDone(requests: Requests): boolean;
  /** Lets another process run. */
  yield(): void;
  abort(code: number): void;
  finalise(): void;
}

export interface Requests {
  readonly count: number;
  readonly handles: Uint8Array;
}

/** Opens the library of the launcher and begins MPI. @throws Error with a sentence */
export async function openLibrary(): Promise<MpiLibrary> {
  const koffi = await loadKoffi();
  const launcher = [openMpi, mpich].find(({ variables }) => variables.some(name => process.env[name] !== undefined));
  const candidates = launcher ? [launcher] : [openMpi, mpich];
  for (const family of candidates) {
    for (const file of family.files) {
      const library = opened(koffi, file);
      if (library) return begun(koffi, family, library, file);
    }
  }
  const files = candidates.flatMap(family => family.files).join(', ');
  throw new Error(
    launcher
      ? `The ranks were started by the mpirun of ${launcher.name}, but its library is not found (${files}). ` +
          'Use the mpirun that belongs to the installed library, or add its folder to LD_LIBRARY_PATH.'
      : `Ranks need an MPI library; none of ${files} is found. Install Open MPI or MPICH, and start with mpirun.`,
  );
}

async function loadKoffi(): Promise<Koffi> {
  try {
    return (await import('koffi')).default;
  } catch {
    throw new Error('Ranks need the package koffi, which calls the MPI library: npm install koffi');
  }
}

function opened(koffi: Koffi, file: string): LibraryHandle | undefined {
  try {
    // Open MPI loads parts of itself later, which look for its symbols.
    return koffi.load(file, { global: true });
  } catch {
    return undefined;
  }
}

function begun(koffi: Koffi, family: Family, library: LibraryHandle, file: string): MpiLibrary {
  const { handle, requestBytes, noStatuses } = family;
  const { world, byte } = family.constants(koffi, library);
  const declared = (name: string, ...types: string[]) => {
    const call = library.func(`MPI_${name}`, 'int', types);
    return (...values: unknown[]) => {
      const code = call(...values);
      if (code !== 0) throw new Error(`MPI_${name} of ${family.name} failed with error ${code}.`);
    };
  };
  const pointer = 'void *';
  const initialise = declared('Init_thread', pointer, pointer, 'int', pointer);
  const rankOf = declared('Comm_rank', handle, pointer);
  const sizeOf = declared('Comm_size', handle, pointer);
  const isend = declared('Isend', pointer, 'int', handle, 'int', 'int', handle, pointer);
  const ireceive = declared('Irecv', pointer, 'int', handle, 'int', 'int', handle, pointer);
  const iallgather = declared('Iallgather', pointer, 'int', handle, pointer, 'int', handle, handle, pointer);
  const ibroadcast = declared('Ibcast', pointer, 'int', handle, 'int', handle, pointer);
  const testAll = declared('Testall', 'int', pointer, pointer, 'uintptr_t');
  const abort = declared('Abort', handle, 'int');
  const finalise = declared('Finalize');

  const number = new Int32Array(1);
  initialise(null, null, funnelled, number);
  const asked = (call: (...values: unknown[]) => void) => {
    call(world, number);
    return number[0];
  };
  const [rank, size] = [asked(rankOf), asked(sizeOf)];
  const launched = launchedRanks();
  if (launched !== undefined && launched !== size) {
    throw new Error(
      `mpirun started ${launched} processes, but each is alone in ${file}: that library belongs to another MPI. ` +
        'Use the mpirun that belongs to it.',
    );
  }
  return {
    name: family.name,
    rank,
    size,
    requests: count => ({ count, handles: new Uint8Array(count * requestBytes) }),
    send(bytes, to, { handles }, index) {
      isend(bytes, bytes.length, byte, to, tag, world, handles.subarray(index * requestBytes));
    },
    receive(bytes, from, { handles }, index) {
      ireceive(bytes, bytes.length, byte, from, tag, world, handles.subarray(index * requestBytes));
    },
    allGather(own, all, { handles }) {
      iallgather(own, own.length, byte, all, own.length, byte, world, handles);
    },
    broadcast(bytes, { handles }) {
      ibroadcast(bytes, bytes.length, byte, 0, world, handles);
    },
    areDone({ count, handles }) {
      testAll(count, handles, number, noStatuses);
      return number[0] !== 0;
    },
    yield: yielding(koffi),
    abort: code => abort(world, code),
    finalise: () => finalise(),
  };
}

/** sched_yield of the C library, where it has one. */
function yielding(koffi: Koffi): () => void {
  for (const file of ['libc.so.6', 'libSystem.dylib']) {
    const library = opened(koffi, file);
    if (library) return library.func('sched_yield', 'int', []) as () => void;
  }
  return () => {};
}
