import v8 from 'node:v8';
import { afterEach, expect, test, vi } from 'vitest';
import { enableRevectorizer } from './engineFlags.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

test.each([
  { arch: 'x64', flags: [['--experimental-wasm-revectorize']] },
  { arch: 'arm64', flags: [] },
] as const)('V8 on $arch is asked for what it has', ({ arch, flags }) => {
  vi.spyOn(process, 'arch', 'get').mockReturnValue(arch);
  const asked = vi.spyOn(v8, 'setFlagsFromString').mockReturnValue();
  enableRevectorizer();
  expect(asked.mock.calls).toEqual(flags);
});
