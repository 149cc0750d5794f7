/** A number along the run, thinned by halves, so that hours of sampling take the room of minutes. */

const most = 4000;

export interface Points {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
}

export interface Trace extends Points {
  add(x: number, y: number): void;
}

/** Keeps at most 4000 points: when they are full, every other one goes, and from then on every other one is taken. */
export function trace(): Trace {
  let [xs, ys]: [number[], number[]] = [[], []];
  let stride = 1;
  let skipped = 0;
  const every2nd = (_: number, k: number) => k % 2 === 0;
  return {
    add(x, y) {
      if (++skipped < stride) return;
      skipped = 0;
      xs.push(x);
      ys.push(y);
      if (xs.length < most) return;
      [xs, ys] = [xs.filter(every2nd), ys.filter(every2nd)];
      stride *= 2;
    },
    get xs() {
      return xs;
    },
    get ys() {
      return ys;
    },
  };
}
