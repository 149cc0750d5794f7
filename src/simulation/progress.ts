/**
 * How far the running trajectory is. A trajectory is one synchronous computation; whoever wants to see into it is called
 * from inside. Calls are frequent, so they must be quick, and they change nothing in the computation.
 */
export interface ProgressListener {
  /** The trajectory of this number begins; 0: none is running. */
  trajectory(number: number): void;
  /** A force is evaluated, the `evaluated`th of this trajectory. */
  force(evaluated: number, of: number): void;
  /** A solver made one more iteration; counted anew for every force. */
  iteration(): void;
}
