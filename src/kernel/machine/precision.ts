/** Precisions of stored reals. */
export type Precision = 'f64' | 'f32';

export const wordSize = { f64: 8, f32: 4 } as const;
