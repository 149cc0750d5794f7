/**
 * A run file or a program in the fragment of the address: #run=… or #code=…, deflated, in the letters of URLs. Nothing of it
 * reaches a server.
 */

type Kind = 'run' | 'code';
const longest = 200_000;

export async function fragmentOf(text: string, kind: Kind = 'run'): Promise<string> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  const letters = btoa(String.fromCharCode(...bytes));
  return `#${kind}=${letters.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
}

/** What a fragment holds; undefined where it holds nothing of the kind. @throws Error with a sentence where it is damaged */
export async function textOf(fragment: string, kind: Kind = 'run'): Promise<string | undefined> {
  const found = new RegExp(`^#${kind}=([\\w-]+)$`).exec(fragment);
  if (found === null) return;
  try {
    const bytes = Uint8Array.from(atob(found[1].replaceAll('-', '+').replaceAll('_', '/')), letter =>
      letter.charCodeAt(0),
    );
    const text = await inflated(bytes);
    if (text !== undefined) return text;
  } catch {
    // Said below.
  }
  throw new Error(`The ${kind} in this address is damaged or too long; ask for the address once more.`);
}

/** Read in pieces, so that a small address cannot unfold to more than a run file. */
async function inflated(bytes: Uint8Array<ArrayBuffer>): Promise<string | undefined> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new TextDecoder('utf-8', { fatal: true }).decode(await new Blob(pieces).arrayBuffer());
    pieces.push(value);
    length += value.length;
    if (length > longest) {
      await reader.cancel();
      return undefined;
    }
  }
}
