/** Networks: layers one after the other, as a transformation of gauge configurations. */
import { GaugeField } from '../gauge/index.ts';
import { type Cite, type Key, Tape, type Transformation, uniforms } from '../lattice/index.ts';
import type { Layer } from './layers/layer.ts';

/** U -> layer_n(.. layer_1(U)), gauge covariant, with exact pullback to links and weights. */
export function network(name: string, layers: readonly Layer[]): Transformation<GaugeField> {
  const cites = new Map<string, Cite>(layers.flatMap(layer => layer.cites.map(cite => [cite.key, cite])));
  return {
    name,
    cites: [...cites.values()],
    weights: layers.flatMap(layer => layer.weights),
    apply(u) {
      const theory = { group: u.group, extents: u.lattice.extents };
      const tape = new Tape(u.field);
      const image = layers.reduce((links, layer) => layer.forward(tape, links, theory), u.field);
      return { image: new GaugeField(u.lattice, u.group, image), tape };
    },
  };
}

/** Every weight uniform in +-spread. */
export function randomiseWeights({ weights }: Transformation<GaugeField>, spread: number, key: Key): void {
  weights.forEach((weight, k) => {
    weight.value = spread * (2 * uniforms(key, k, 0)[0] - 1);
  });
}
