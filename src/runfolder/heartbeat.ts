/** How often the holder of a folder shows that it lives, and how long it may be silent, in milliseconds. */

export const heartbeat = 15_000;
export const longestSilence = 180_000;
