/** `cask measure` as a test calls it: its lines as objects. */
import { callMain } from './callMain.ts';

/** Milliseconds, for kernels that compile on a busy machine. */
export const compiling = { timeout: 60_000 };

export async function measure(...argv: string[]) {
  const { code, stdout, stderr } = await callMain(['measure', ...argv]);
  const lines = stdout.split('\n').slice(0, -1);
  return { code, stderr, lines: lines.map(line => JSON.parse(line)) };
}
