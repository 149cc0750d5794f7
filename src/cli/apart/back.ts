/** The thread that computes: one command, whose words, locks and end are reported to the thread that listens. */
import { parentPort, workerData } from 'node:worker_threads';
import { loadModules } from '../ownModules.ts';
import type { Output } from '../progress/display.ts';
import type { Message, Order } from './messages.ts';
import { computingSide } from './shared.ts';

const { argv, program, memory, terminal } = workerData as Order;
const shared = computingSide(memory);
const tell = (message: Message) => parentPort!.postMessage(message);
const output = (kind: 'stdout' | 'stderr'): Output => ({
  write: text => tell({ kind, text }),
  isTTY: terminal.isTTY,
  ...(terminal.columns === undefined ? {} : { columns: terminal.columns }),
});

// Before what the schema of run files is made of.
await loadModules();
const [{ main }, { assemble, preflight }] = await Promise.all([import('../main.ts'), import('../physics.ts')]);
const code = await main(argv, {
  assemble,
  preflight,
  program,
  stdout: output('stdout'),
  stderr: output('stderr'),
  progress: shared.progress,
  stops() {
    shared.setListening(true);
    return { requested: shared.stopRequested, release: () => shared.setListening(false) };
  },
  silence() {
    // A rank that follows ends at the command of rank 0, not by a signal that all ranks get.
    shared.setListening(true);
    tell({ kind: 'silence' });
  },
  holding(path) {
    tell({ kind: 'held', path });
    return () => tell({ kind: 'released', path });
  },
});
tell({ kind: 'ended', code });
