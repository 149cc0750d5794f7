/** The C compiler of this computer: which one, what it compiles for, and its work as a process of low priority. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { setPriority } from 'node:os';

export interface Toolchain {
  readonly command: readonly string[];
  /** Such as "gcc 12.2.0". */
  readonly name: string;
  /** For the processor of this computer, or for all of its kind where the compiler cannot tell. */
  readonly target: readonly string[];
  /** All that is predefined: compiler, version and what the processor has. */
  readonly macros: string;
}

const targets = [['-march=native'], ['-mcpu=native'], []];
const meaning = ['-std=gnu11', '-ffp-contract=off', '-fno-math-errno', '-w'];
const library = ['-fPIC', '-shared', '-fvisibility=hidden'];
/** Letters of source beyond which -O2 takes minutes; -O1 is nearly as fast then. */
const largeSource = 1_000_000;
/** Milliseconds. */
const longest = 3_600_000;
const lowPriority = 10;

/** The first of $CC, cc, gcc and clang that answers, or a sentence. */
export function findToolchain(environment: NodeJS.ProcessEnv = process.env): Toolchain | string {
  const wanted = environment.CC?.trim();
  const names = wanted ? [wanted, 'cc', 'gcc', 'clang'] : ['cc', 'gcc', 'clang'];
  for (const name of names) {
    const command = name.split(/\s+/);
    for (const target of targets) {
      const [program, ...given] = command;
      const { status, stdout } = spawnSync(program, [...given, ...target, '-dM', '-E', '-x', 'c', '-'], {
        input: '',
        env: environment,
        encoding: 'utf8',
        maxBuffer: 2 ** 24,
      });
      if (status === 0 && stdout.includes('__VERSION__'))
        return { command, name: nameFrom(stdout), target, macros: stdout };
    }
  }
  return `no C compiler answers here (tried ${names.join(', ')}); install gcc or clang, or name one in CC.`;
}

/** The value of a predefined macro. */
export function macroOf(macros: string, name: string): string | undefined {
  return new RegExp(`^#define ${name} (.*)$`, 'm').exec(macros)?.[1];
}

function nameFrom(macros: string): string {
  const clang = macroOf(macros, '__clang_major__');
  const [major, minor] = clang === undefined ? ['__GNUC__', '__GNUC_MINOR__'] : ['__clang_major__', '__clang_minor__'];
  return `${clang === undefined ? 'gcc' : 'clang'} ${macroOf(macros, major)}.${macroOf(macros, minor)}`;
}

/** The arguments that make a library of what is read from the standard input. */
export function libraryArguments({ command, target }: Toolchain, source: string, output: string): string[] {
  const effort = source.length > largeSource ? '-O1' : '-O2';
  return [...command.slice(1), effort, ...meaning, ...target, ...library, '-x', 'c', '-', '-o', output, '-lm'];
}

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** @throws Error with what the compiler said */
export function compileInBackground(
  toolchain: Toolchain,
  source: string,
  output: string,
  folder: string,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(toolchain.command[0], libraryArguments(toolchain, source, output), {
      stdio: ['pipe', 'ignore', 'pipe'],
      env: { ...process.env, TMPDIR: folder },
      timeout: longest,
    });
    running.add(child);
    child.unref();
    if (child.pid !== undefined) lowerPriority(child.pid);
    let words = '';
    child.stderr.setEncoding('utf8').on('data', text => {
      words += text;
    });
    // A compiler that ends early does not read on; its status says what happened.
    child.stdin.on('error', () => {});
    child.stdin.end(source);
    child.on('error', error => ended(`${toolchain.command[0]} cannot be started (${error.message}).`));
    child.on('close', (code, signal) =>
      ended(code === 0 ? undefined : failure(toolchain, signal ?? `status ${code}`, words)),
    );
    const ended = (problem: string | undefined) => {
      running.delete(child);
      if (problem === undefined) resolve();
      else reject(new Error(problem));
    };
  });
}

/** The same while the caller waits. */
export function compileWaiting(toolchain: Toolchain, source: string, output: string, folder: string): void {
  const { status, signal, stderr, error } = spawnSync(
    toolchain.command[0],
    libraryArguments(toolchain, source, output),
    {
      input: source,
      encoding: 'utf8',
      env: { ...process.env, TMPDIR: folder },
      timeout: longest,
    },
  );
  // A compiler that ends early does not read on, which is an error too; its status says more.
  if (error && status === null && signal === null) {
    throw new Error(`${toolchain.command[0]} cannot be started (${error.message}).`);
  }
  if (status !== 0) throw new Error(failure(toolchain, signal ?? `status ${status}`, stderr));
}

function failure({ name }: Toolchain, ending: string, words: string): string {
  const first = words.split('\n').find(line => /error|cannot|No space/i.test(line)) ?? words.split('\n')[0];
  return `${name} ended with ${ending}${first ? `: ${first.trim()}` : ''}.`;
}

function lowerPriority(pid: number): void {
  try {
    setPriority(pid, lowPriority);
  } catch {
    // It has ended already.
  }
}
