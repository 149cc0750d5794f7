/** The checksum that QCDml states of an ILDG file: of the links alone, as they lie in the file. */
import { type ByteSource, eachPiece } from '../bytes/byteSource.ts';
import { refuse } from '../bytes/fileError.ts';
import { openLime } from '../lime/lime.ts';
import { Cksum } from './cksum.ts';

/** @throws FileError when the file is not ILDG */
export function payloadChecksum(source: ByteSource): number {
  const record = openLime(source).records.find(({ type }) => type === 'ildg-binary-data');
  if (record === undefined) refuse('The file has no ildg-binary-data record; expected an ILDG file.');
  const sum = new Cksum();
  eachPiece(source, { start: record.start, end: record.start + record.length }, piece => sum.add(piece));
  return sum.sum();
}
