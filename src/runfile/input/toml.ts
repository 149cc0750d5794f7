/** From a text to a parsed TOML table, with a sentence and a line for what is no TOML. */
import { parse, TomlError } from 'smol-toml';
import { InputError } from './problem.ts';

const deepestNesting = 32;

/**
 * Parses a TOML text. Tables come without a prototype, and `__proto__` and `constructor` are refused as keys.
 *
 * @throws InputError `FILE:LINE: not valid TOML: …`
 */
export function parseToml(fileName: string, text: string): Record<string, unknown> {
  try {
    return parse(text, { unsafeKeyBehaviour: 'throw', maxDepth: deepestNesting });
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const reason = plainReason(error);
    throw new InputError([`${fileName}:${error.line}: not valid TOML: ${reason}`]);
  }
}

function plainReason(error: TomlError): string {
  const reason = error.message.split('\n')[0].replace(/^Invalid TOML document: /, '');
  return reason === 'document contains an unsafe property' ? '`__proto__` and `constructor` cannot be keys' : reason;
}
