// Where a result was measured: processor, compiler, Node. Nothing that names a machine.
import { cpus, loadavg } from 'node:os';
import { gccVersion } from './c/build.ts';

export function hostDescription(): string {
  const processor = cpus()[0]?.model.trim() ?? 'unknown processor';
  const load = loadavg()[0].toFixed(1);
  return [
    `${processor}, ${cpus().length} cores visible, load ${load}`,
    gccVersion() ?? 'no gcc',
    `Node ${process.version} (V8 ${process.versions.v8})`,
  ].join('; ');
}
