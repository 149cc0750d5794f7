/** A file that cannot be trusted. The message is a sentence: what was found, what was expected, what to do next. */
export class FileError extends Error {
  override name = 'FileError';
}

/** Throw a `FileError` with this sentence. */
export function refuse(sentence: string): never {
  throw new FileError(sentence);
}
