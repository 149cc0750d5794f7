/** Bytes that are read piece by piece: all of them in memory, or in a file that need not fit there. */

export interface ByteSource {
  /** Number of bytes. */
  readonly length: number;
  /** The bytes from `start` up to `end`; both lie within the length. They may be a view: do not change them. */
  read(start: number, end: number): Uint8Array;
}

/** Bytes in memory as a source. */
export function sourceOf(content: Uint8Array | ByteSource): ByteSource {
  if (!(content instanceof Uint8Array)) return content;
  return { length: content.length, read: (start, end) => content.subarray(start, end) };
}

/** Calls `visit` with pieces of at most `pieceBytes`, in order, and with the number of bytes before each. */
export function eachPiece(
  source: ByteSource,
  { start = 0, end = source.length, pieceBytes = 1 << 20 }: { start?: number; end?: number; pieceBytes?: number },
  visit: (piece: Uint8Array, before: number) => void,
): void {
  for (let place = start; place < end; place += pieceBytes) {
    visit(source.read(place, Math.min(place + pieceBytes, end)), place - start);
  }
}
