/** A file that cannot be trusted. The message is a sentence: what was found, what was expected, what to do next. */
export class FileError extends Error {
  override name = 'FileError';

  /** The same, beginning with the place where it happened. */
  at(place: string): FileError {
    return new FileError(`${place}: ${this.message}`);
  }
}

/** A checksum, or a number that the file states of its links, is not theirs. Whoever knows better may ignore it. */
export class ChecksumError extends FileError {
  override name = 'ChecksumError';

  override at(place: string): ChecksumError {
    return new ChecksumError(`${place}: ${this.message}`);
  }
}

/** Throw a `FileError` with this sentence. */
export function refuse(sentence: string): never {
  throw new FileError(sentence);
}
