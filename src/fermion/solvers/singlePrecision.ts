/** What solvers of mixed precision need besides the operator itself: the same operator on f32 fields. */
import type { PositiveOperator } from './positiveOperator.ts';

export interface SinglePrecisionTwin extends PositiveOperator {
  readonly precision: 'f32';
  /** Reads in what the operator is made of at present, such as its links. */
  refresh(): void;
}
