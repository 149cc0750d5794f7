/** Work for the screen at a pace that leaves most of the time to the reader, on any machine. */

/** Of the time of the page, work of one kind takes at most a tenth. */
const share = 10;

/**
 * Calls `work` soon after it was asked for, once for many requests, with rests that grow with what it costs.
 *
 * @param rest milliseconds between two calls, at least
 */
export function calmly(work: () => unknown, rest: number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let free = 0;
  const call = () => {
    timer = undefined;
    const begun = performance.now();
    work();
    const end = performance.now();
    free = end + Math.max(rest, share * (end - begun));
  };
  return () => {
    if (timer === undefined) timer = setTimeout(call, Math.max(0, free - performance.now()));
  };
}
