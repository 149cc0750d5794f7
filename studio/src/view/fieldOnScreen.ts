/** What a view of a field draws: values on a scale that follows the field calmly, blended from picture to picture. */
import { ofLinks, type Picture } from '../engine/protocol.ts';

export interface FieldOnScreen {
  /** Takes a new picture as the goal. */
  show(picture: Picture): void;
  /** Moves towards the goal; false where nothing changed. */
  advance(seconds: number): boolean;
  readonly values: Float32Array;
  readonly extents: readonly number[];
  /** What is drawn at full strength. */
  readonly strength: number;
  /** The middle of the scale. */
  readonly middle: number;
  readonly isSigned: boolean;
}

/** Seconds in which pictures blend, and in which the scale follows. */
const [blendTime, scaleTime] = [0.07, 0.6];

export function fieldOnScreen(): FieldOnScreen {
  let goal: Float32Array = new Float32Array();
  let values: Float32Array = goal;
  let extents: readonly number[] = [];
  let isSigned = true;
  let [strength, strengthGoal, middle, middleGoal] = [0, 0, 0, 0];
  let left = 0;
  return {
    show({ look, extents: size, values: next }) {
      goal = next;
      isSigned = look.quantity !== 'energyDensity' && !ofLinks.includes(look.quantity);
      [middleGoal, strengthGoal] = scaleOf(next, isSigned);
      const isNew = extents.join() !== size.join() || values.length !== next.length || strength === 0;
      extents = size;
      if (isNew) {
        values = next.slice();
        [strength, middle] = [strengthGoal, middleGoal];
      }
      left = 1;
    },
    advance(seconds) {
      if (left <= 0) return false;
      left -= seconds;
      const [share, slow] = [1 - Math.exp(-seconds / blendTime), 1 - Math.exp(-seconds / scaleTime)];
      for (let i = 0; i < values.length; i++) values[i] += share * (goal[i] - values[i]);
      strength += slow * (strengthGoal - strength);
      middle += slow * (middleGoal - middle);
      return true;
    },
    get values() {
      return values;
    },
    get extents() {
      return extents;
    },
    get strength() {
      return strength;
    },
    get middle() {
      return middle;
    },
    get isSigned() {
      return isSigned;
    },
  };
}

/** Middle and strength: some standard deviations for what has two signs, from below the mean upwards for what has one. */
function scaleOf(values: Float32Array, isSigned: boolean): [number, number] {
  let [sum, squares] = [0, 0];
  for (const value of values) sum += value;
  const mean = isSigned ? 0 : sum / values.length;
  for (const value of values) squares += (value - mean) ** 2;
  const deviation = Math.sqrt(squares / values.length);
  return isSigned ? [0, Math.max(2.6 * deviation, 1e-12)] : [mean - deviation, Math.max(4.2 * deviation, 1e-12)];
}
