/**
 * Every variant of every kernel is compiled 256 bits wide: a pattern that V8's revectorizer does not know leaves the whole
 * function at 128 bits, twice as slow and with the same numbers.
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';

const script = new URL('./trace.ts', import.meta.url).pathname;

interface Traced {
  readonly kernels: number;
  readonly wide: number;
  /** What stayed at 128 bits, with the reason that V8 gives. */
  readonly narrow: string[];
}

async function traced(precision: string): Promise<Traced> {
  const child = spawn(process.execPath, [script, precision], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>(resolve => void child.on('close', resolve));
  let [kernels, wide, kernel, reason] = [0, 0, '', ''];
  const narrow: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('kernel ')) [kernel, kernels] = [line, kernels + 1];
    else if (/Unsupported|partial overlap/.test(line)) reason = line;
    else if (line.includes('Build tree failed')) narrow.push(`${kernel}: ${reason}`);
    else if (/Decide to vectorize, [1-9]/.test(line)) wide++;
  }
  expect(await ended).toBe(0);
  return { kernels, wide, narrow: [...new Set(narrow)] };
}

test.each(['f64', 'f32'])('in %s', { timeout: 600_000 }, async precision => {
  const { kernels, wide, narrow } = await traced(precision);
  expect(narrow).toEqual([]);
  expect(kernels).toBeGreaterThan(100);
  // Kernels of the same bytes are compiled once, others have several variants.
  expect(wide).toBeGreaterThan(kernels / 2);
});
