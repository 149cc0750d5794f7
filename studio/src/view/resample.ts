/** Finer grids for the eye: periodic cubic B-splines, which pass smoothly by the values. */

/** `factor` points for each site along every axis of `extents` (x fastest). */
export function refined(values: ArrayLike<number>, extents: readonly number[], factor: number): Float32Array {
  let now = Float32Array.from(values);
  let sizes = [...extents];
  extents.forEach((extent, axis) => {
    const stride = sizes.slice(0, axis).reduce((product, size) => product * size, 1);
    const blocks = now.length / (stride * extent);
    const finer = new Float32Array(now.length * factor);
    for (let block = 0; block < blocks; block++) {
      for (let k = 0; k < extent * factor; k++) {
        const place = (k + 0.5) / factor - 0.5;
        const site = Math.floor(place);
        const weights = splineWeights(place - site);
        const rows = [-1, 0, 1, 2].map(step => (block * extent + ((site + step + 2 * extent) % extent)) * stride);
        const out = (block * extent * factor + k) * stride;
        for (let i = 0; i < stride; i++) {
          finer[out + i] =
            weights[0] * now[rows[0] + i] +
            weights[1] * now[rows[1] + i] +
            weights[2] * now[rows[2] + i] +
            weights[3] * now[rows[3] + i];
        }
      }
    }
    now = finer;
    sizes = sizes.with(axis, extent * factor);
  });
  return now;
}

function splineWeights(f: number): readonly [number, number, number, number] {
  const g = 1 - f;
  return [g ** 3 / 6, (4 - 6 * f ** 2 + 3 * f ** 3) / 6, (4 - 6 * g ** 2 + 3 * g ** 3) / 6, f ** 3 / 6];
}
