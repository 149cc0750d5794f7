/** How the wizard asks: on a terminal, or out of a script in tests. */

export interface Choice {
  readonly value: string;
  readonly meaning: string;
}

/** One thing to ask, ready to be shown. */
export interface Request {
  readonly id: string;
  readonly message: string;
  readonly kind: 'choice' | 'several' | 'text';
  readonly choices: readonly Choice[];
  /** For `several`: choosing nothing is an answer. */
  readonly mayBeEmpty?: boolean;
  /** Words for `choice` and `several`, text for `text`. */
  readonly suggestion: string | readonly string[] | undefined;
  /** For an invalid answer: a sentence that says why. */
  readonly refuse: (reply: string | readonly string[]) => string | undefined;
}

/** `back` goes to the question before, `quit` leaves without writing. */
export type Reply =
  | { readonly kind: 'answer'; readonly value: string | readonly string[] }
  | { readonly kind: 'back' }
  | { readonly kind: 'quit' };

export interface Asker {
  ask(request: Request): Promise<Reply>;
  say(text: string): void;
}
