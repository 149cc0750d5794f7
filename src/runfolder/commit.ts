/** The git commit of the sources that run, where they are a checkout. */
import { readFileSync } from 'node:fs';

const root = new URL('../../', import.meta.url);

/** 40 hexadecimal digits; undefined for an installed package. Local changes are not looked for. */
export function sourceCommit(): string | undefined {
  const head = textOf('.git/HEAD')?.trim();
  if (head === undefined) return;
  const reference = /^ref: (.+)$/.exec(head)?.[1];
  if (reference === undefined) return asCommit(head);
  const packed = textOf('.git/packed-refs')
    ?.split('\n')
    .find(line => line.endsWith(` ${reference}`));
  return asCommit(textOf(`.git/${reference}`)?.trim() ?? packed?.split(' ')[0]);
}

function asCommit(text: string | undefined): string | undefined {
  return text !== undefined && /^[0-9a-f]{40}$/.test(text) ? text : undefined;
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(new URL(path, root), 'utf8');
  } catch {
    return undefined;
  }
}
