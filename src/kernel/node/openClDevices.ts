/** The OpenCL devices of this computer, and which of them is meant. */
import type { Handle, OpenClLibrary } from './openClLibrary.ts';
import { OpenClError } from './openClLibrary.ts';

export interface FoundDevice {
  readonly handle: Handle;
  readonly name: string;
  readonly platform: string;
  readonly driver: string;
  readonly isGpu: boolean;
  readonly hasDoubles: boolean;
  /** Whether f32 division and roots can be rounded correctly. */
  readonly hasExactSingles: boolean;
  readonly memoryBytes: number;
  readonly largestPiece: number;
}

/** Constants of cl.h. */
const allDevices = 0xffffffffn;
const gpu = 4n;
const exactDivision = 128n;
const noPlatform = -1001;
const noDevice = -1;
const query = {
  platformName: 0x0902,
  type: 0x1000,
  largestPiece: 0x1010,
  singles: 0x101b,
  memory: 0x101f,
  name: 0x102b,
  driver: 0x102d,
  doubles: 0x1032,
} as const;

/** All devices of all drivers, in their order. */
export function openClDevices(library: OpenClLibrary): FoundDevice[] {
  return listed((count, out, found) => library.GetPlatformIDs(count, out, found)).flatMap(platform => {
    const platformName = text((bytes, out, size) =>
      library.GetPlatformInfo(platform, query.platformName, bytes, out, size),
    );
    return listed((count, out, found) => library.GetDeviceIDs(platform, allDevices, count, out, found)).map(handle => {
      const asked = (what: number) => (bytes: number, out: Uint8Array | null, size: BigUint64Array | null) =>
        library.GetDeviceInfo(handle, what, bytes, out, size);
      const number = (what: number) => integer(asked(what));
      return {
        handle,
        name: text(asked(query.name)),
        platform: platformName,
        driver: text(asked(query.driver)),
        isGpu: (number(query.type) & gpu) !== 0n,
        hasDoubles: number(query.doubles) !== 0n,
        hasExactSingles: (number(query.singles) & exactDivision) !== 0n,
        memoryBytes: Number(number(query.memory)),
        largestPiece: Number(number(query.largestPiece)),
      };
    });
  });
}

/**
 * The device that is meant, or the sentence that says why there is none.
 *
 * @param which its number in the list or a part of its name; undefined: a GPU before others, and of several GPUs a
 *   different one for each rank of this computer
 */
export function deviceMeant(
  found: readonly FoundDevice[],
  which: string | undefined,
  localRank = 0,
): FoundDevice | string {
  if (found.length === 0) {
    return (
      'the OpenCL loader finds no device. Install the driver of your GPU, or for the processor alone, on Debian: ' +
      'apt install pocl-opencl-icd.'
    );
  }
  const named = which === undefined ? found : matching(found, which);
  if (named.length === 0) return `there is no OpenCL device "${which}"; there are ${listOf(found)}.`;
  const able = named.filter(({ hasDoubles }) => hasDoubles);
  if (able.length === 0) {
    return `${named[0].name} has no double precision, which simulations need; there are ${listOf(found)}.`;
  }
  const gpus = able.filter(({ isGpu }) => isGpu);
  const best = gpus.length > 0 ? gpus : able;
  return best[localRank % best.length];
}

function matching(found: readonly FoundDevice[], which: string): readonly FoundDevice[] {
  if (/^\d+$/.test(which)) return found.slice(Number(which), Number(which) + 1);
  const wanted = which.toLowerCase();
  return found.filter(({ name, platform }) => `${name} ${platform}`.toLowerCase().includes(wanted));
}

const listOf = (found: readonly FoundDevice[]) =>
  found
    .map(({ name, hasDoubles }, k) => `opencl:${k} ${name}${hasDoubles ? '' : ' (without double precision)'}`)
    .join(', ');

type List = (count: number, out: BigUint64Array | null, found: Uint32Array | null) => void;

/** Handles, of which there may be none. */
function listed(call: List): Handle[] {
  const count = new Uint32Array(1);
  try {
    call(0, null, count);
    const out = new BigUint64Array(count[0]);
    if (count[0] > 0) call(count[0], out, null);
    return [...out];
  } catch (error) {
    if (error instanceof OpenClError && [noPlatform, noDevice].includes(error.code)) return [];
    throw error;
  }
}

type Answer = (bytes: number, out: Uint8Array | null, size: BigUint64Array | null) => void;

function text(answer: Answer): string {
  const size = new BigUint64Array(1);
  answer(0, null, size);
  const out = new Uint8Array(Number(size[0]));
  answer(out.length, out, null);
  return new TextDecoder().decode(out).replaceAll('\0', '').trim();
}

/** Of 4 or 8 bytes. */
function integer(answer: Answer): bigint {
  const size = new BigUint64Array(1);
  answer(0, null, size);
  const out = new BigUint64Array(1);
  answer(Number(size[0]), new Uint8Array(out.buffer), null);
  return out[0];
}
