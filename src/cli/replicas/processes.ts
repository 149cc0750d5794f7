/** Several programs at a time, each with its lines passed on; a stop request reaches all of them. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface Task {
  /** How it is called in sentences. */
  readonly name: string;
  /** What to carry out, one after the other, as long as each ends well: arguments for the program. */
  readonly commands: readonly (readonly string[])[];
}

export interface TaskOptions {
  /** The program and its first arguments. */
  readonly program: readonly string[];
  /** Programs at one time. */
  readonly atOnce: number;
  /** Gets each line of output. */
  readonly onLine: (task: Task, line: string) => void;
}

/** How a task ended: in good order, by failure, or before its time because a stop was asked for. */
export interface TaskResult {
  readonly task: Task;
  readonly outcome: 'ended' | 'failed' | 'stopped';
  readonly code: number | null;
  /** What it wrote to the error output. */
  readonly complaint: string;
}

export interface Tasks {
  readonly results: Promise<TaskResult[]>;
  /** Starts no more tasks and passes the signal on to those that run. */
  stop(): void;
}

/** Starts tasks, as many at once as allowed, in their order. */
export function startTasks(tasks: readonly Task[], { program, atOnce, onLine }: TaskOptions): Tasks {
  const running = new Set<ChildProcess>();
  const waiting = [...tasks];
  let stopped = false;

  const carryOut = async (task: Task): Promise<TaskResult> => {
    for (const command of task.commands) {
      if (stopped) return { task, outcome: 'stopped', code: null, complaint: '' };
      const ended = await finished(program, command, running, line => onLine(task, line));
      // A child that hears the signal before it listens for it just ends, and has computed nothing yet.
      if (stopped && ended.code === null) return { task, outcome: 'stopped', ...ended };
      if (ended.code !== 0) return { task, outcome: 'failed', ...ended };
    }
    return { task, outcome: 'ended', code: 0, complaint: '' };
  };
  const worker = async (): Promise<TaskResult[]> => {
    const results: TaskResult[] = [];
    for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) results.push(await carryOut(task));
    return results;
  };
  const workers = Array.from({ length: Math.max(1, Math.min(atOnce, tasks.length)) }, worker);
  return {
    results: Promise.all(workers).then(lists => {
      const all = lists.flat();
      return tasks.map(task => all.find(result => result.task === task)!);
    }),
    stop() {
      stopped = true;
      for (const child of running) child.kill('SIGTERM');
    },
  };
}

function finished(
  [file, ...first]: readonly string[],
  command: readonly string[],
  running: Set<ChildProcess>,
  onLine: (line: string) => void,
): Promise<Pick<TaskResult, 'code' | 'complaint'>> {
  return new Promise(resolve => {
    // A child whose channel closes knows that this process was killed, and stops.
    const child = spawn(file, [...first, ...command], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    running.add(child);
    let complaint = '';
    child.stderr!.setEncoding('utf8').on('data', (piece: string) => {
      complaint += piece;
    });
    createInterface({ input: child.stdout! }).on('line', onLine);
    const end = (code: number | null) => {
      running.delete(child);
      resolve({ code, complaint: complaint.trim() });
    };
    child.on('error', error => {
      complaint += `${file} cannot be started: ${error.message}.`;
      end(1);
    });
    child.on('close', end);
  });
}
