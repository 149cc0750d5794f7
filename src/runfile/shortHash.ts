/** Names for contents. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** SHA-256, the first 16 digits. */
export function shortHash(content: string | Uint8Array): string {
  return bytesToHex(sha256(typeof content === 'string' ? new TextEncoder().encode(content) : content)).slice(0, 16);
}
