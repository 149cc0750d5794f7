/** Records of a run as numbers along it, by name. */
import type { Logged } from '../../../src/simulation/log/index.ts';
import { type Trace, trace } from '../view/trace.ts';

export interface Recorded {
  readonly traces: ReadonlyMap<string, Trace>;
  add(record: Logged): void;
}

export function recorded(): Recorded {
  const traces = new Map<string, Trace>();
  const note = (name: string, x: number, y: number) => {
    const kept = traces.get(name) ?? trace();
    traces.set(name, kept);
    kept.add(x, y);
  };
  return {
    traces,
    add({ trajectory, observables, deltaH, accepted, loss, cgIterations, extra }) {
      const scalars = { ...observables, deltaH, loss, cgIterations, ...extra };
      for (const [name, value] of Object.entries(scalars)) {
        if (typeof value === 'number') note(name, trajectory, value);
      }
      if (accepted !== undefined) note('accepted', trajectory, Number(accepted));
    },
  };
}
