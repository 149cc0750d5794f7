/** Lists of integration steps: what is in them, their mirror image, and neighbours made one. */

export interface Step {
  /** `drift`, or the name of the group of forces that kicks. */
  readonly who: string;
  /** Share of the trajectory. */
  readonly coefficient: number;
  /** Of a kick: where its force is taken, if not at the present links. */
  readonly shift?: Shift;
}

/** A kick with the force at exp(−s F) U, F the sum of the forces of some groups at U: a force-gradient step. */
export interface Shift {
  /** s as a share of the squared length of the trajectory. */
  readonly share: number;
  readonly along: readonly string[];
}

/** Names of the groups that kick, in order of appearance. */
export function forceGroups(steps: readonly Step[]): string[] {
  return [...new Set(steps.map(step => step.who).filter(who => who !== 'drift'))];
}

/** Sum of the coefficients of one kind of step. */
export function total(steps: readonly Step[], who: string): number {
  return steps.reduce((sum, step) => (step.who === who ? sum + step.coefficient : sum), 0);
}

/** What rounding errors of sums over the steps are proportional to. */
export function sumOfMagnitudes(steps: readonly Step[]): number {
  return steps.reduce((sum, { coefficient }) => sum + Math.abs(coefficient), 0);
}

/** Does the list read the same backwards? Kicks with no drift between them commute, so their order does not matter. */
export function isSymmetric(steps: readonly Step[]): boolean {
  const runs = commutingRuns(steps);
  const rounding = 8 * Number.EPSILON * sumOfMagnitudes(steps);
  return runs.every((run, i) => {
    const mirror = runs[runs.length - 1 - i];
    const kinds = new Set([...run, ...mirror].map(kindOf));
    return [...kinds].every(kind => Math.abs(totalOfKind(run, kind) - totalOfKind(mirror, kind)) <= rounding);
  });
}

/** Cuts the list into the longest pieces whose steps commute: only drifts, or only kicks. */
function commutingRuns(steps: readonly Step[]): Step[][] {
  const runs: Step[][] = [];
  let before: boolean | undefined;
  for (const step of steps) {
    const drifts = step.who === 'drift';
    if (drifts === before) runs.at(-1)?.push(step);
    else runs.push([step]);
    before = drifts;
  }
  return runs;
}

/** The same motion with one step per kind between two steps of the other sort. */
export function fused(steps: readonly Step[]): Step[] {
  return commutingRuns(steps).flatMap(run => {
    const first = new Map(run.toReversed().map(step => [kindOf(step), step]));
    const kinds = [...new Set(run.map(kindOf))];
    return kinds.map(kind => ({ ...first.get(kind)!, coefficient: totalOfKind(run, kind) }));
  });
}

/** Digits that tell two shifts apart. */
const shiftDigits = 12;

/** Steps of one kind add up: who moves, and for kicks where the force is taken. */
function kindOf({ who, shift }: Step): string {
  return shift ? `${who} at ${shift.share.toPrecision(shiftDigits)} along ${shift.along}` : who;
}

function totalOfKind(steps: readonly Step[], kind: string): number {
  return steps.reduce((sum, step) => (kindOf(step) === kind ? sum + step.coefficient : sum), 0);
}
