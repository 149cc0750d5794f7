/** The OpenCL functions that Cask needs, from the loader of the system (libOpenCL) by koffi. */
import { createRequire } from 'node:module';

/** Addresses of what belongs to the driver: platforms, devices, queues, memory. */
export type Handle = number | bigint;

/** A call failed; `code` is OpenCL's. */
export class OpenClError extends Error {
  override readonly name = 'OpenClError';
  readonly code: number;

  constructor(message: string, code: number) {
    super(message);
    this.code = code;
  }
}

const files: Readonly<Record<string, readonly string[]>> = {
  linux: ['libOpenCL.so.1', 'libOpenCL.so'],
  darwin: ['/System/Library/Frameworks/OpenCL.framework/OpenCL'],
  win32: ['OpenCL.dll'],
};

/** Names of errors that say something to a user (cl.h). */
const errorNames: Readonly<Record<number, string>> = {
  [-2]: 'device not available',
  [-4]: 'no memory for an object',
  [-5]: 'out of resources',
  [-6]: 'no host memory',
  [-11]: 'the program was not built',
  [-36]: 'invalid queue',
  [-54]: 'invalid size of work groups',
  [-61]: 'invalid size of memory',
  [-9999]: 'illegal access to memory',
};

const H = 'uintptr_t';
const pointer = 'void *';

/** Functions that answer an error code. */
const checked = {
  GetPlatformIDs: ['uint', pointer, pointer],
  GetPlatformInfo: [H, 'uint', H, pointer, pointer],
  GetDeviceIDs: [H, 'uint64', 'uint', pointer, pointer],
  GetDeviceInfo: [H, 'uint', H, pointer, pointer],
  BuildProgram: [H, 'uint', pointer, 'str', pointer, pointer],
  GetProgramBuildInfo: [H, H, 'uint', H, pointer, pointer],
  SetKernelArg: [H, 'uint', H, pointer],
  GetKernelWorkGroupInfo: [H, H, 'uint', H, pointer, pointer],
  EnqueueNDRangeKernel: [H, H, 'uint', pointer, pointer, pointer, 'uint', pointer, pointer],
  EnqueueWriteBuffer: [H, H, 'uint', H, H, pointer, 'uint', pointer, pointer],
  EnqueueReadBuffer: [H, H, 'uint', H, H, pointer, 'uint', pointer, pointer],
  Flush: [H],
  Finish: [H],
  ReleaseMemObject: [H],
  ReleaseKernel: [H],
} as const;

/** Functions that answer a handle and write the error code to their last argument. */
const making = {
  CreateContext: [pointer, 'uint', pointer, pointer, pointer, pointer],
  CreateCommandQueue: [H, H, 'uint64', pointer],
  CreateBuffer: [H, 'uint64', H, pointer, pointer],
  CreateProgramWithSource: [H, 'uint', pointer, pointer, pointer],
  CreateKernel: [H, 'str', pointer],
} as const;

type Call = (...values: unknown[]) => number;
type Make = (...values: unknown[]) => Handle;

export type OpenClLibrary = { readonly [name in keyof typeof checked]: Call } & {
  readonly [name in keyof typeof making]: Make;
} & { addressOf(view: Uint8Array): bigint };

/** The loader of this computer, or the sentence that says why there is none. */
export function openClLibrary(): OpenClLibrary | string {
  let koffi: typeof import('koffi');
  try {
    koffi = createRequire(import.meta.url)('koffi');
  } catch {
    return 'koffi, which calls system libraries, is not installed (npm install koffi).';
  }
  const candidates = files[process.platform] ?? files.linux;
  for (const file of candidates) {
    try {
      return declared(koffi, koffi.load(file));
    } catch {
      // The next one may be there.
    }
  }
  return (
    `no OpenCL loader is found (${candidates.join(', ')}). Install the driver of your GPU, or for the processor alone, ` +
    'on Debian: apt install ocl-icd-libopencl1 pocl-opencl-icd.'
  );
}

function declared(koffi: typeof import('koffi'), library: ReturnType<typeof koffi.load>): OpenClLibrary {
  const calls = Object.entries(checked).map(([name, types]) => {
    const call = library.func(`cl${name}`, 'int', [...types]);
    return [name, (...values: unknown[]) => check(name, call(...values))];
  });
  const makers = Object.entries(making).map(([name, types]) => {
    const call = library.func(`cl${name}`, H, [...types]);
    const code = new Int32Array(1);
    return [
      name,
      (...values: unknown[]) => {
        const made = call(...values, code);
        check(name, code[0]);
        return made;
      },
    ];
  });
  const addressOf = (view: Uint8Array) => BigInt(koffi.address(view));
  return Object.assign(Object.fromEntries([...calls, ...makers]), { addressOf }) as OpenClLibrary;
}

function check(name: string, code: number): number {
  if (code === 0) return code;
  const meaning = errorNames[code];
  throw new OpenClError(`cl${name} failed with error ${code}${meaning ? ` (${meaning})` : ''}`, code);
}
