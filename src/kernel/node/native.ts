/** The machine "native": C beside WebAssembly, by the C compiler of the computer. */
import { availableParallelism } from 'node:os';
import type { Backend } from '../backend.ts';
import { backends, registerBackend } from '../machine/backends.ts';
import { nativeBackend } from '../native/backend.ts';
import { wasm256 } from '../wasm/backend.ts';
import { gnuCompiler } from './gnuCompiler.ts';
import { fastestWidth } from './width.ts';

const name = 'native';

/** The back end of this computer, looked for when somebody asks; or why there is none. */
let found: Backend | string | undefined;
const present = (): Backend | string => {
  found ??= lookFor();
  return found;
};

function lookFor(): Backend | string {
  try {
    const toolchain = gnuCompiler();
    if (typeof toolchain === 'string') return toolchain;
    const { compiler, cache } = toolchain;
    const atATime = Math.max(1, Math.floor(availableParallelism() / 2));
    return nativeBackend(compiler, { vectorBytes: fastestWidth(compiler, cache), atATime });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The one that was found: machines are made only where `unavailable` said nothing. */
function made(): Backend {
  const backend = present();
  if (typeof backend === 'string') throw new Error(backend);
  return backend;
}

/** Adds the machine "native" to the list, if it is not there: C beside WebAssembly, where this computer has a compiler. */
export function registerNative(): void {
  if (backends().some(backend => backend.name === name)) return;
  registerBackend({
    ...wasm256,
    name,
    choosesPerKernel: true,
    get lanes() {
      return made().lanes;
    },
    unavailable() {
      const backend = present();
      return typeof backend === 'string' ? backend : undefined;
    },
    compile: assignment => made().compile(assignment),
    describe: () => made().describe!(),
    account: () => made().account!(),
  });
}
