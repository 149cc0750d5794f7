/** What the page and the program in the sandbox say to each other. */

export interface ToProgram {
  /** TypeScript. */
  readonly text: string;
}

/** One kernel that the program traced. */
export interface TracedKernel {
  readonly name: string;
  /** Per site. */
  readonly flops: number;
  readonly bytes: number;
  readonly listing: string;
}

export interface KernelWithAdjoint extends TracedKernel {
  /** With respect to everything that can be differentiated; a sentence where there is none. */
  readonly adjoint: TracedKernel | string;
}

export type FromProgram =
  | { readonly kind: 'print'; readonly lines: readonly string[] }
  | { readonly kind: 'kernels'; readonly kernels: readonly KernelWithAdjoint[] }
  /** Points of curves, by name. */
  | { readonly kind: 'points'; readonly points: readonly (readonly [curve: string, x: number, y: number])[] }
  | { readonly kind: 'failed'; readonly line: number; readonly sentence: string }
  | { readonly kind: 'end'; readonly seconds: number };
