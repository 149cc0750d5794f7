/** `1 value`, `2 values`, `1 trajectory`, `3 trajectories`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
