/**
 * LIME, the record container of ILDG and SciDAC files. A record is a header of 144 bytes (all big endian)
 *
 *   magic 0x456789ab (4) | version 1 (2) | flags (2: 0x8000 message begins, 0x4000 message ends) |
 *   length (8) | type, ASCII with zero fill (128)
 *
 * then `length` bytes of data and zero fill up to a multiple of 8.
 * Reference: C-LIME, https://usqcd-software.github.io/c-lime/lime_1p2.pdf.
 */

import { refuse } from './fileError.ts';
import { viewOf } from './reals.ts';

export const limeMagic = 0x456789ab;
const headerBytes = 144;
const typeBytes = 128;

export interface LimeRecord {
  readonly type: string;
  readonly data: Uint8Array;
  readonly messageBegins: boolean;
  readonly messageEnds: boolean;
}

/** The text of a record, without the trailing zero bytes that C codes leave. */
export function recordText(record: LimeRecord): string {
  return new TextDecoder().decode(record.data).replace(/\0+$/, '');
}

const padded = (length: number) => Math.ceil(length / 8) * 8;

/**
 * Split a LIME file into its records; the data are views into `bytes`, not copies.
 * Remarks are added for message flags and fill bytes that break the rules without making the data doubtful.
 * @throws FileError naming the byte of a wrong magic number, an unknown version, or a truncated header or record
 */
export function readLime(bytes: Uint8Array, remarks: string[] = []): LimeRecord[] {
  const view = viewOf(bytes);
  const records: LimeRecord[] = [];
  let inMessage = false;
  let offset = 0;
  while (offset < bytes.length) {
    const left = bytes.length - offset;
    if (left < headerBytes) {
      refuse(
        `Truncated LIME header at byte ${offset}: expected ${headerBytes} bytes, found ${left}. The file is cut off.`,
      );
    }
    const magic = view.getUint32(offset);
    if (magic !== limeMagic) {
      refuse(
        `Bad LIME magic number at byte ${offset}: found 0x${magic.toString(16)}, expected 0x456789ab. ` +
          'The file is damaged here or is not a LIME file.',
      );
    }
    const version = view.getUint16(offset + 4);
    if (version !== 1) refuse(`LIME version ${version} at byte ${offset + 4}; expected 1.`);
    const messageBegins = (view.getUint8(offset + 6) & 0x80) !== 0;
    const messageEnds = (view.getUint8(offset + 6) & 0x40) !== 0;
    const type = recordType(bytes, offset + 16);
    if (messageBegins === inMessage) {
      remarks.push(`Forgave a wrong message-begin flag of the LIME record ${type} at byte ${offset}.`);
    }
    inMessage = !messageEnds;

    const length = view.getBigUint64(offset + 8);
    const start = offset + headerBytes;
    const found = bytes.length - start;
    if (length > BigInt(found)) {
      refuse(`Truncated LIME record ${type}: expected ${length} bytes, found ${found}. The file is cut off.`);
    }
    const end = start + Number(length);
    records.push({ type, data: bytes.subarray(start, end), messageBegins, messageEnds });
    offset += headerBytes + padded(Number(length));
    checkFill(bytes, end, offset, type, remarks);
  }
  if (inMessage) remarks.push('Forgave a last LIME record without message-end flag.');
  return records;
}

function recordType(bytes: Uint8Array, start: number): string {
  const field = bytes.subarray(start, start + typeBytes);
  const end = field.indexOf(0);
  if (end === 0) refuse(`The LIME record at byte ${start - 16} has an empty type. The file is damaged here.`);
  const type = new TextDecoder('latin1').decode(end < 0 ? field : field.subarray(0, end));
  if (!/^[\x21-\x7e]+$/.test(type)) {
    refuse(`The LIME record at byte ${start - 16} has the type "${printable(type)}"; expected printable ASCII.`);
  }
  return type;
}

const printable = (text: string) => text.replace(/[^\x20-\x7e]/g, '?');

function checkFill(bytes: Uint8Array, start: number, end: number, type: string, remarks: string[]): void {
  if (end > bytes.length) remarks.push(`Forgave missing fill bytes after the last LIME record ${type}.`);
  else if (bytes.subarray(start, end).some(byte => byte !== 0)) {
    remarks.push(`Forgave fill bytes other than zero after the LIME record ${type}.`);
  }
}

/** A record to be written: type and data, text as UTF-8. */
export interface LimeContent {
  readonly type: string;
  readonly data: Uint8Array | string;
}

/**
 * The bytes of a LIME file made of messages, each a list of records.
 * @throws FileError when a record type is empty, longer than 127 characters or not printable ASCII
 */
export function writeLime(messages: readonly (readonly LimeContent[])[]): Uint8Array {
  const records = messages.flatMap(message =>
    message.map(({ type, data }, place) => ({
      type,
      data: typeof data === 'string' ? new TextEncoder().encode(data) : data,
      flags: (place === 0 ? 0x80 : 0) | (place === message.length - 1 ? 0x40 : 0),
    })),
  );
  const total = records.reduce((sum, { data }) => sum + headerBytes + padded(data.length), 0);
  const bytes = new Uint8Array(total);
  const view = viewOf(bytes);
  let offset = 0;
  for (const { type, data, flags } of records) {
    if (!/^[\x21-\x7e]{1,127}$/.test(type)) {
      refuse(`"${type}" cannot be a LIME record type; expected 1 to 127 printable ASCII characters without spaces.`);
    }
    view.setUint32(offset, limeMagic);
    view.setUint16(offset + 4, 1);
    view.setUint8(offset + 6, flags);
    view.setBigUint64(offset + 8, BigInt(data.length));
    bytes.set(new TextEncoder().encode(type), offset + 16);
    bytes.set(data, offset + headerBytes);
    offset += headerBytes + padded(data.length);
  }
  return bytes;
}
