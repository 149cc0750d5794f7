/** What a device has cost on the way to it and back. */
import type { Device } from './device.ts';

const mebibytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;

export function accountOf({ travelled: { toHost, toDevice, reads } }: Device): string {
  return `${mebibytes(toHost)} came from the device in ${reads} pieces, ${mebibytes(toDevice)} went there.`;
}
