/** The worker that reads a configuration file and makes pictures of it. */
import { gaugeFieldOf, parseConfiguration } from '../../../src/files/index.ts';
import type { GaugeField } from '../../../src/gauge/index.ts';
import { groupNamed } from '../../../src/group/index.ts';
import { chooseMachine } from '../../../src/kernel/index.ts';
import { Lattice } from '../../../src/lattice/index.ts';
import { quantitiesOf, type Viewer, viewerOf } from '../engine/picture.ts';
import type { FromEngine, Look } from '../engine/protocol.ts';

type Asked =
  | { readonly kind: 'open'; readonly name: string; readonly bytes: ArrayBuffer; readonly look: Look }
  | { readonly kind: 'look'; readonly look: Look };

const port = globalThis as unknown as {
  postMessage(message: FromEngine, transfer?: Transferable[]): void;
  onmessage: ((event: MessageEvent<Asked>) => void) | null;
};

let opened: { readonly u: GaugeField; readonly viewer: Viewer; readonly trajectory: number } | undefined;

function open(name: string, bytes: ArrayBuffer): void {
  const { configuration } = parseConfiguration(new Uint8Array(bytes));
  const { extents, colours } = configuration;
  const { machine } = chooseMachine('wasm128');
  const u = gaugeFieldOf(
    configuration,
    new Lattice(extents, machine),
    groupNamed(colours === 1 ? 'U(1)' : `SU(${colours})`),
  );
  const trajectory = Number(/(\d+)/.exec(name)?.[1] ?? 0);
  opened = { u, viewer: viewerOf(u), trajectory };
  port.postMessage({
    kind: 'ready',
    ready: {
      ...{ name, title: name, extents, machine: machine.kind, arithmetic: '', banner: [] },
      ...{ quantities: quantitiesOf(u), hasFlow: true },
    },
  });
}

port.onmessage = ({ data }) => {
  try {
    if (data.kind === 'open') open(data.name, data.bytes);
    if (!opened) return;
    const { u, viewer, trajectory } = opened;
    const wanted = quantitiesOf(u).includes(data.look.quantity)
      ? data.look
      : { ...data.look, quantity: quantitiesOf(u)[0] };
    const picture = viewer.picture(u, wanted, trajectory);
    port.postMessage({ kind: 'picture', picture }, [picture.values.buffer as ArrayBuffer]);
  } catch (error) {
    port.postMessage({
      kind: 'state',
      state: 'failed',
      message: error instanceof Error ? error.message : String(error),
    });
  }
};
