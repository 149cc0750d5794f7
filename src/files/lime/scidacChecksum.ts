/**
 * The SciDAC checksum of a field: with c(r) the CRC-32 of the bytes of site r as stored in the file (big endian)
 * and r the lexicographic site number, x fastest,
 *
 *   suma = XOR_r rotl(c(r), r mod 29),   sumb = XOR_r rotl(c(r), r mod 31).
 *
 * The two rotations detect exchanged sites. Reference: QIO, https://usqcd-software.github.io/qio/, file dml.c.
 */

import { crc32, hexWord, rotateLeft } from '../bytes/crc32.ts';
import { refuse } from '../bytes/fileError.ts';
import { elementText } from '../bytes/readXml.ts';
import { element } from '../bytes/xml.ts';

export interface ScidacChecksum {
  readonly suma: number;
  readonly sumb: number;
}

/**
 * Checksum of `bytes`, which hold a whole number of sites of `bytesPerSite` each.
 * @param firstSite number of the first of them
 * @param before checksum of the sites before
 */
export function scidacChecksum(
  bytes: Uint8Array,
  bytesPerSite: number,
  firstSite = 0,
  before: ScidacChecksum = { suma: 0, sumb: 0 },
): ScidacChecksum {
  let { suma, sumb } = before;
  const sites = bytes.length / bytesPerSite;
  for (let k = 0; k < sites; k++) {
    const crc = crc32(bytes, k * bytesPerSite, (k + 1) * bytesPerSite);
    suma ^= rotateLeft(crc, (firstSite + k) % 29);
    sumb ^= rotateLeft(crc, (firstSite + k) % 31);
  }
  return { suma: suma >>> 0, sumb: sumb >>> 0 };
}

/** The XML text of a `scidac-checksum` record. */
export function scidacChecksumXml({ suma, sumb }: ScidacChecksum): string {
  const sums = element('suma', hexWord(suma)) + element('sumb', hexWord(sumb));
  return element('scidacChecksum', element('version', '1.0') + sums);
}

/**
 * Read a `scidac-checksum` record.
 * @throws FileError when one of the sums is missing or not a hexadecimal 32-bit number
 */
export function parseScidacChecksum(xml: string): ScidacChecksum {
  return { suma: hexSum(xml, 'suma'), sumb: hexSum(xml, 'sumb') };
}

function hexSum(xml: string, name: string): number {
  const text = elementText(xml, name);
  if (text === undefined || !/^(0x)?[0-9a-f]{1,8}$/i.test(text)) {
    refuse(`The scidac-checksum record states ${name} "${text ?? ''}"; expected up to eight hexadecimal digits.`);
  }
  return Number.parseInt(text, 16);
}

/** A sentence where stored and computed checksums differ. */
export function contradictionOf(stored: ScidacChecksum, computed: ScidacChecksum): string | undefined {
  if (stored.suma === computed.suma && stored.sumb === computed.sumb) return;
  return (
    `SciDAC checksums do not match: the file states ${hexWord(stored.suma)} ${hexWord(stored.sumb)}, ` +
    `the links give ${hexWord(computed.suma)} ${hexWord(computed.sumb)}. The file is damaged; fetch it again.`
  );
}
