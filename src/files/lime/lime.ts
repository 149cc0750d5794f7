/**
 * LIME, the record container of ILDG and SciDAC files. A record is a header of 144 bytes (all big endian)
 *
 *   magic 0x456789ab (4) | version 1 (2) | flags (2: 0x8000 message begins, 0x4000 message ends) |
 *   length (8) | type, ASCII with zero fill (128)
 *
 * then `length` bytes of data and zero fill up to a multiple of 8.
 * Reference: C-LIME, https://usqcd-software.github.io/c-lime/lime_1p2.pdf.
 */

import { type ByteSource, eachPiece, sourceOf } from '../bytes/byteSource.ts';
import { refuse } from '../bytes/fileError.ts';
import { concatenate, viewOf } from '../bytes/reals.ts';

export const limeMagic = 0x456789ab;
const headerBytes = 144;
const typeBytes = 128;

export interface LimeRecord {
  readonly type: string;
  /** First byte of the data in the file. */
  readonly start: number;
  /** Number of bytes of the data. */
  readonly length: number;
  /** Read when asked for; a view where the file is in memory. */
  readonly data: Uint8Array;
  readonly messageBegins: boolean;
  readonly messageEnds: boolean;
}

/** The text of a record, without the trailing zero bytes that C codes leave. */
export function recordText(record: LimeRecord): string {
  return new TextDecoder().decode(record.data).replace(/\0+$/, '');
}

/** Text of the last record of this type before record number `index`, or of the first one at all. */
export function textBefore(records: readonly LimeRecord[], type: string, index: number): string | undefined {
  const isWanted = (record: LimeRecord) => record.type === type;
  const record = records.slice(0, index).findLast(isWanted) ?? records.find(isWanted);
  return record && recordText(record);
}

const padded = (length: number) => Math.ceil(length / 8) * 8;

/** A LIME file whose headers were read. */
export interface LimeFile {
  readonly source: ByteSource;
  readonly records: readonly LimeRecord[];
  /** One sentence for each message flag and fill byte that breaks the rules without making the data doubtful. */
  readonly remarks: string[];
  /** Bytes other than zero behind the last record, where one more should begin: what is wrong with them. */
  readonly junk?: string;
}

/**
 * Split a LIME file into its records, of which only the headers are read.
 * @throws FileError naming the byte of a wrong magic number, an unknown version, or a truncated header or record
 */
export function readLime(content: Uint8Array | ByteSource, remarks: string[] = []): readonly LimeRecord[] {
  const file = openLime(content, remarks);
  if (file.junk !== undefined) refuse(file.junk);
  return file.records;
}

/** The same with what stands behind the last record left to judge. @throws FileError as `readLime` */
export function openLime(content: Uint8Array | ByteSource, remarks: string[] = []): LimeFile {
  const source = sourceOf(content);
  const records: LimeRecord[] = [];
  let inMessage = false;
  let offset = 0;
  while (offset < source.length) {
    const header = source.read(offset, Math.min(offset + headerBytes, source.length));
    const complaint = noHeader(header, offset);
    if (complaint !== undefined) {
      if (records.length === 0) refuse(complaint);
      if (!isZero(source, offset)) return { source, records, remarks, junk: complaint };
      remarks.push(`Accepted ${source.length - offset} zero bytes after the last LIME record.`);
      break;
    }
    const { type, messageBegins, messageEnds, length } = readHeader(header, offset);
    if (messageBegins === inMessage) {
      remarks.push(`Accepted a wrong message-begin flag of the LIME record ${type} at byte ${offset}.`);
    }
    inMessage = !messageEnds;

    const start = offset + headerBytes;
    const found = source.length - start;
    if (length > BigInt(found)) {
      refuse(`Truncated LIME record ${type}: expected ${length} bytes, found ${found}. The file is cut off.`);
    }
    const end = start + Number(length);
    records.push({
      ...{ type, start, length: end - start, messageBegins, messageEnds },
      get data() {
        return source.read(start, end);
      },
    });
    offset += headerBytes + padded(Number(length));
    checkFill(source, end, offset, type, remarks);
  }
  if (inMessage) remarks.push('Accepted a last LIME record without message-end flag.');
  return { source, records, remarks };
}

/** Why no record begins with these bytes; undefined where one does. */
function noHeader(header: Uint8Array, offset: number): string | undefined {
  if (header.length < headerBytes) {
    return (
      `Truncated LIME header at byte ${offset}: expected ${headerBytes} bytes, found ${header.length}. ` +
      'The file is cut off.'
    );
  }
  const magic = viewOf(header).getUint32(0);
  if (magic === limeMagic) return;
  return (
    `Bad LIME magic number at byte ${offset}: found 0x${magic.toString(16)}, expected 0x456789ab. ` +
    'The file is damaged here or is not a LIME file.'
  );
}

function isZero(source: ByteSource, start: number): boolean {
  let zero = true;
  eachPiece(source, { start }, piece => {
    zero &&= piece.every(byte => byte === 0);
  });
  return zero;
}

function readHeader(header: Uint8Array, offset: number) {
  const view = viewOf(header);
  const version = view.getUint16(4);
  if (version !== 1) refuse(`LIME version ${version} at byte ${offset + 4}; expected 1.`);
  return {
    type: recordType(header.subarray(16, 16 + typeBytes), offset),
    messageBegins: (view.getUint8(6) & 0x80) !== 0,
    messageEnds: (view.getUint8(6) & 0x40) !== 0,
    length: view.getBigUint64(8),
  };
}

function recordType(field: Uint8Array, offset: number): string {
  const end = field.indexOf(0);
  if (end === 0) refuse(`The LIME record at byte ${offset} has an empty type. The file is damaged here.`);
  const type = new TextDecoder('latin1').decode(end < 0 ? field : field.subarray(0, end));
  if (!/^[\x21-\x7e]+$/.test(type)) {
    refuse(`The LIME record at byte ${offset} has the type "${printable(type)}"; expected printable ASCII.`);
  }
  return type;
}

const printable = (text: string) => text.replace(/[^\x20-\x7e]/g, '?');

function checkFill(source: ByteSource, start: number, end: number, type: string, remarks: string[]): void {
  if (end > source.length) remarks.push(`Accepted missing fill bytes after the last LIME record ${type}.`);
  else if (source.read(start, end).some(byte => byte !== 0)) {
    remarks.push(`Accepted fill bytes other than zero after the LIME record ${type}.`);
  }
}

/** A record to be written: type and data, text as UTF-8, or pieces of bytes of this length in all. */
export interface LimeContent {
  readonly type: string;
  readonly data: Uint8Array | string | LimePieces;
}

export interface LimePieces {
  readonly length: number;
  readonly pieces: Iterable<Uint8Array>;
}

/** A record whose content is known only when the pieces before it have gone by. */
export type LateContent = LimeContent | (() => LimeContent);

/**
 * The bytes of a LIME file made of messages, each a list of records, piece by piece.
 * @throws FileError when a record type is empty, longer than 127 characters or not printable ASCII
 */
export function* limePieces(messages: readonly (readonly LateContent[])[]): Generator<Uint8Array> {
  for (const message of messages) {
    for (const [place, content] of message.entries()) {
      const { type, data } = typeof content === 'function' ? content() : content;
      const flags = (place === 0 ? 0x80 : 0) | (place === message.length - 1 ? 0x40 : 0);
      const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data;
      yield headerOf(type, bytes.length, flags);
      if (bytes instanceof Uint8Array) yield bytes;
      else yield* bytes.pieces;
      const fill = padded(bytes.length) - bytes.length;
      if (fill > 0) yield new Uint8Array(fill);
    }
  }
}

function headerOf(type: string, length: number, flags: number): Uint8Array {
  if (!/^[\x21-\x7e]{1,127}$/.test(type)) {
    refuse(`"${type}" cannot be a LIME record type; expected 1 to 127 printable ASCII characters without spaces.`);
  }
  const header = new Uint8Array(headerBytes);
  const view = viewOf(header);
  view.setUint32(0, limeMagic);
  view.setUint16(4, 1);
  view.setUint8(6, flags);
  view.setBigUint64(8, BigInt(length));
  header.set(new TextEncoder().encode(type), 16);
  return header;
}

/** The bytes of a LIME file in memory. @throws FileError as `limePieces` */
export function writeLime(messages: readonly (readonly LateContent[])[]): Uint8Array {
  return concatenate([...limePieces(messages)]);
}
