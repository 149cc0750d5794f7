/** What the cell of a notebook and the page in it say to each other. */
export type ToCell = { readonly kind: 'run'; readonly text: string };
export type FromCell = { readonly kind: 'ready' } | { readonly kind: 'log'; readonly text: string };
