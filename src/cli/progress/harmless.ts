/**
 * Text of others (names of files, headers, keys, XML) on a terminal: what would move the cursor, change colours or turn
 * the direction of writing is shown as its code, \u001b, and does nothing.
 */
import type { Output } from './display.ts';

/** Control characters but the line feed and the tab, and the marks that reorder or hide letters. */
const harmful = /[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;

/** The text with everything harmful as a code. */
export function harmless(text: string): string {
  return text.replace(harmful, character =>
    character === '\n' || character === '\t'
      ? character
      : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/**
 * The same place for text, where only harmless text arrives. A carriage return at the beginning of a piece is that of the
 * progress line and goes through.
 */
export function harmlessOutput(output: Output): Output {
  return {
    write: text => output.write(text.startsWith('\r') ? `\r${harmless(text.slice(1))}` : harmless(text)),
    get isTTY() {
      return output.isTTY === true;
    },
    get columns() {
      return output.columns ?? 0;
    },
  };
}
