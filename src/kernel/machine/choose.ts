/**
 * Choosing a machine at start-up: every candidate is compared with `js` on a kernel that uses all operations, and
 * those that agree are timed. The 256-bit width needs an experimental switch of V8 and can lose, so it is never taken
 * on trust.
 */
import type { Backend } from '../backend.ts';
import { wasm128 } from '../wasm/backend.ts';
import { optimisedAtOnce } from '../wasm/engineFlags.ts';
import { backendNamed, backends, reference } from './backends.ts';
import type { Division } from './division.ts';
import { Machine, type MachineOptions } from './machine.ts';
import { trialLoad, trialResult } from './trial.ts';
import { hashOf, trialHash } from './trialHash.ts';

export interface MachineReport {
  readonly kind: string;
  readonly contraction: boolean;
  /** Largest |difference| from `js`, in units of machine epsilon (1 + |value|), for each machine that passed. */
  readonly checked: Readonly<Record<string, number>>;
  /** Shortest time of one run of the work load; empty if nothing had to be timed. */
  readonly microseconds: Readonly<Record<string, number>>;
  /** Why this machine, in sentences. */
  readonly reason: string;
}

export interface ChosenMachine {
  readonly machine: Machine;
  readonly report: MachineReport;
}

/** Fused multiply-add rounds once where js rounds twice; a value of the trial passes through some ten of them. */
const allowedWithContraction = 32;
const timingMilliseconds = 12;
const roundMilliseconds = 0.5;

interface Candidate {
  readonly machine: Machine;
  readonly deviation: number;
  /** What had to be given up, if anything. */
  readonly remark: string;
}

/**
 * The machine to run on, with the reason for it.
 *
 * @param kind 'auto': of the back ends in the list that agree with `js`, one that chooses for each kernel, else the
 *   fastest; `js` if none does. A given one is checked and returned.
 * @param options as for `Machine`; where the engine has no fused multiply-add, machines run without.
 * @throws if a given kind cannot run here or disagrees with `js`.
 */
export function chooseMachine(kind: string, { threads, ...options }: MachineOptions = {}): ChosenMachine {
  const choice = chosenAmong(kind, options);
  if (options.division) requireOneLayout(choice.machine, options.division);
  if (threads) choice.machine.startThreads(threads);
  return choice;
}

/** Ranks send each other lanes as they lie in memory, and add the sums of one arithmetic. */
function requireOneLayout({ backend, contraction }: Machine, { communicator }: Division): void {
  const own = Float64Array.of(backend.lanes.f64[0]!, backend.lanes.f32[0]!, Number(contraction));
  const all = new Float64Array(own.length * communicator.size);
  communicator.allGather(own, all);
  const other = all.findIndex((value, k) => value !== all[k % own.length]);
  if (other < 0) return;
  throw new Error(
    `Ranks ${communicator.rank} and ${Math.floor(other / own.length)} chose machines of different vectors or rounding; ` +
      'name one for all of them: --machine wasm256.',
  );
}

function chosenAmong(kind: string, options: MachineOptions): ChosenMachine {
  const asked = kind === 'auto' ? undefined : backendNamed(kind);
  if (asked === reference || reference.unavailable() === undefined) {
    const plain = new Machine(reference, options);
    if (asked === reference) return chosen({ machine: plain, deviation: 0, remark: '' }, `${kind} was asked for.`);
    return chooseBeside(trialResult(plain), plain, asked, options);
  }
  return chooseBeside(knownResult(), undefined, asked, options);
}

/** What js leaves behind, from a machine that has been seen to leave the same. */
function knownResult(): Float64Array {
  const result = trialResult(new Machine(wasm128, { contraction: false }));
  if (hashOf(result) === trialHash) return result;
  throw new Error(
    `${reference.name} cannot run here (${reference.unavailable()}), and ${wasm128.name} does not leave the numbers that it is known for. Use another browser.`,
  );
}

/** @param plain the reference, where it runs here */
function chooseBeside(
  expected: Float64Array,
  plain: Machine | undefined,
  asked: Backend | undefined,
  options: MachineOptions,
): ChosenMachine {
  if (asked) {
    const why = asked.unavailable();
    if (why !== undefined) throw new Error(`The machine ${asked.name} cannot run here: ${why}`);
    const candidate = tried(asked, options, expected);
    if (typeof candidate === 'string') throw new Error(`${candidate} Ask for auto or ${reference.name} instead.`);
    return chosen(candidate, `${asked.name} was asked for.`);
  }
  const candidates: Candidate[] = [];
  const refusals: string[] = [];
  const others = backends().filter(backend => backend !== reference && !backend.onlyWhenAsked);
  for (const backend of others.toSorted((a, b) => Number(b.choosesPerKernel ?? 0) - Number(a.choosesPerKernel ?? 0))) {
    const why = backend.unavailable();
    const candidate = why === undefined ? tried(backend, options, expected) : `${backend.name} cannot run here: ${why}`;
    if (typeof candidate === 'string') refusals.push(candidate);
    else if (backend.choosesPerKernel) return chosen(candidate, 'Each kernel runs as what is fastest for it.');
    else candidates.push(candidate);
  }
  const [first] = candidates;
  if (!first) {
    if (!plain) throw new Error(`There is no machine for this page: ${refusals.join(' ')}`);
    return chosen({ machine: plain, deviation: 0, remark: refusals.join(' ') }, `${reference.name} is what is left.`);
  }
  const times = timed(candidates.map(({ machine }) => machine));
  const fastest = candidates.reduce((best, next) =>
    times.get(next.machine)! < times.get(best.machine)! ? next : best,
  );
  const comparison = candidates
    .map(({ machine }) => `${machine.kind} needs ${times.get(machine)!.toFixed(1)} µs`)
    .join(', ');
  const reason = [
    `${fastest.machine.kind} is the fastest that agrees with ${reference.name}: ${comparison}.`,
    ...refusals,
  ].join(' ');
  const report = chosen(fastest, reason).report;
  return {
    machine: fastest.machine,
    report: {
      ...report,
      checked: Object.fromEntries(candidates.map(({ machine, deviation }) => [machine.kind, deviation])),
      microseconds: Object.fromEntries(candidates.map(({ machine }) => [machine.kind, times.get(machine)!])),
    },
  };
}

let shared: Machine | undefined;

/** The fastest machine that agrees with `js`: chosen at the first call, the same one in the whole process after that. */
export function sharedMachine(): Machine {
  shared ??= chooseMachine('auto').machine;
  return shared;
}

function chosen({ machine, deviation, remark }: Candidate, reason: string): ChosenMachine {
  const { kind, contraction, backend } = machine;
  const sentences = [reason, backend.describe?.() ?? '', remark].filter(sentence => sentence !== '').join(' ');
  return {
    machine,
    report: { kind, contraction, checked: { [kind]: deviation }, microseconds: {}, reason: sentences },
  };
}

/** A machine that agrees with the reference, or the sentence that says why there is none. */
function tried(backend: Backend, options: MachineOptions, expected: Float64Array): Candidate | string {
  const wantsContraction = backend.fuses && (options.contraction ?? true);
  const first = compared(backend, { ...options, contraction: wantsContraction }, expected);
  if (typeof first !== 'string' || !wantsContraction) return first;
  const second = compared(backend, { ...options, contraction: false }, expected);
  if (typeof second === 'string') return second;
  return { ...second, remark: `Without fused multiply-add, because: ${first}` };
}

function compared(backend: Backend, options: MachineOptions, expected: Float64Array): Candidate | string {
  const { contraction = true } = options;
  const name = `${backend.name} ${contraction ? 'with' : 'without'} fused multiply-add`;
  let machine: Machine;
  let found: Float64Array;
  try {
    machine = new Machine(backend, options);
    found = optimisedAtOnce(() => trialResult(machine));
  } catch (error) {
    return `${name} does not run here (${error instanceof Error ? error.message : String(error)}).`;
  }
  const deviation = deviationOf(found, expected);
  const allowed = contraction ? allowedWithContraction : 0;
  if (deviation <= allowed) return { machine, deviation, remark: '' };
  return `${name} differs from ${reference.name} by ${deviation.toPrecision(3)} rounding errors, where ${allowed} are allowed.`;
}

function deviationOf(found: Float64Array, expected: Float64Array): number {
  const deviations = expected.map((value, k) => Math.abs(found[k]! - value) / (Number.EPSILON * (1 + Math.abs(value))));
  return deviations.some(Number.isNaN) ? Number.POSITIVE_INFINITY : deviations.reduce((a, b) => Math.max(a, b), 0);
}

/**
 * Microseconds of the work load, the shortest of several rounds taken in turn. In both precisions, if all machines have them:
 * a width that pays in one can lose in the other.
 */
export function timed(machines: readonly Machine[]): Map<Machine, number> {
  const precisions = (['f64', 'f32'] as const).filter(precision =>
    machines.every(({ backend }) => !backend.lacks[precision].has('mul')),
  );
  const loads = optimisedAtOnce(() =>
    machines.map(machine => {
      const run = trialLoad(machine, precisions);
      run();
      return { machine, run };
    }),
  );
  const best = new Map(machines.map(machine => [machine, Number.POSITIVE_INFINITY]));
  const begin = performance.now();
  while (performance.now() - begin < timingMilliseconds) {
    for (const { machine, run } of loads) best.set(machine, Math.min(best.get(machine)!, shortestRun(run)));
  }
  return best;
}

/** Microseconds of one run, the least within one round. */
function shortestRun(run: () => void): number {
  const repeats = 4;
  const begin = performance.now();
  let shortest = Number.POSITIVE_INFINITY;
  while (performance.now() - begin < roundMilliseconds) {
    const start = performance.now();
    for (let repeat = 0; repeat < repeats; repeat++) run();
    shortest = Math.min(shortest, ((performance.now() - start) * 1000) / repeats);
  }
  return shortest;
}
