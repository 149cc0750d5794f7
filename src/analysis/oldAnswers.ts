/**
 * Answers of `cask measure` in earlier versions: what the numbers depend on stands beside them, for all alike, and what
 * lists are in "labels" and "flowTimes".
 */
import type { Facts } from '../catalogue/index.ts';
import type { FactsByName } from './facts.ts';
import { coordinatesOfLabels } from './oldLabels.ts';

const circumstances = ['gauge', 'stout', 'smear', 'flowTime', 'loopSmear', 'mass', 'kappa', 'cSw', 'flavours'];
const others = new Set([...circumstances, 'options', 'labels', 'remarks', 'flowTimes']);

type Answer = Readonly<Record<string, unknown>>;

/** What is known of each number and list of an answer; errors of noise are no observables. */
export function oldFacts(answer: Answer): FactsByName {
  const settings = Object.fromEntries(circumstances.filter(key => key in answer).map(key => [key, answer[key]]));
  const names = Object.keys(answer).filter(key => !others.has(key) && !key.endsWith('Error'));
  return Object.fromEntries(names.map(name => [name, factsOf(name, answer, settings)]));
}

function factsOf(name: string, { flowTimes, labels, options }: Answer, settings: Answer): Facts {
  // Scales of single configurations: those of an ensemble come from the average of E(t).
  if (name === 't0' || name === 'w0') return { role: 'monitor' };
  if (/^flow(Energy|EnergyPlaquette|Charge)$/.test(name) && Array.isArray(flowTimes)) {
    const { flowTime: _, ...own } = settings;
    return { coordinates: { t: flowTimes }, settings: own };
  }
  const own = fieldOf(options, name);
  const named = fieldOf(labels, name);
  return {
    settings: { ...settings, ...(typeof own === 'object' ? own : {}) },
    ...(Array.isArray(named) ? { coordinates: coordinatesOfLabels(named.map(String)) } : {}),
  };
}

function fieldOf(table: unknown, name: string): unknown {
  return typeof table === 'object' && table !== null ? Reflect.get(table, name) : undefined;
}
