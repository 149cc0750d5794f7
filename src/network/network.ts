/** Networks: layers one after the other, as a transformation of gauge configurations. */
import { GaugeField } from '../gauge/index.ts';
import { type Cite, type Key, Tape, type Transformation, uniforms } from '../lattice/index.ts';
import type { Layer } from './layers/layer.ts';

/** U -> layer_n(.. layer_1(U)), gauge covariant, with exact pullback to links and weights. */
export function network(name: string, layers: readonly Layer[]): Transformation<GaugeField> {
  /** The last tape, kept because molecular dynamics asks again and again for the same field. */
  let idle: { tape: Tape; image: GaugeField } | undefined;
  const cites = new Map<string, Cite>(layers.flatMap(layer => layer.cites.map(cite => [cite.key, cite])));
  return {
    name,
    cites: [...cites.values()],
    weights: layers.flatMap(layer => layer.weights),
    apply(u) {
      if (idle?.tape.input === u.field) {
        const { tape, image } = idle;
        idle = undefined;
        tape.rerun();
        return { image, tape };
      }
      const theory = { group: u.group, extents: u.lattice.extents };
      const tape = new Tape(u.field, () => {
        idle?.tape.dispose();
        idle = { tape, image };
      });
      const links = layers.reduce((below, layer) => layer.forward(tape, below, theory), u.field);
      const image = new GaugeField(u.lattice, u.group, links);
      return { image, tape };
    },
  };
}

/** Every weight uniform in +-spread. */
export function randomiseWeights({ weights }: Transformation<GaugeField>, spread: number, key: Key): void {
  weights.forEach((weight, k) => {
    weight.value = spread * (2 * uniforms(key, k, 0)[0] - 1);
  });
}
