/**
 * Actions written as one function of a site: S(u) = Σ_x s(x), s read from the configuration at x and its neighbours. The
 * force is the adjoint of the kernel, so nothing else is to be written.
 */
import type { Kernel } from '../kernel/index.ts';
import type { Cite } from './citations.ts';
import type { Configuration } from './configuration.ts';
import { type Functional, functional } from './functional.ts';

export interface SiteActionOptions {
  /** How it is called in logs. */
  readonly name: string;
  /** Has one field, which is read, and one sum, S. */
  readonly kernel: Kernel;
  /** Values of the kernel's parameters: couplings. */
  readonly couplings?: Readonly<Record<string, number>>;
  readonly cites?: readonly Cite[];
}

/** @throws if the kernel does not have exactly one field, read only, and one sum; or a coupling is missing */
export function siteAction<F extends Configuration<F>>(options: SiteActionOptions): Functional<F> {
  const { name, kernel, couplings = {}, cites = [] } = options;
  const { field, sum } = rolesOf(name, kernel, couplings);
  return functional({
    name,
    cites,
    value: u => kernel.run({ ...couplings, [field]: u.field })[sum],
    differential(u, out) {
      kernel.adjoint([field]).run({ ...couplings, [field]: u.field, [`d_${field}`]: out, [`d_${sum}`]: 1 });
    },
  });
}

function rolesOf(name: string, { roles }: Kernel, couplings: Readonly<Record<string, number>>) {
  const named = (role: string) => Object.keys(roles).filter(key => roles[key].role === role);
  const [fields, sums, parameters] = [named('input'), named('sum'), named('parameter')];
  const found = Object.entries(roles).map(([key, { role }]) => `${key}: ${role}`);
  if (fields.length !== 1 || sums.length !== 1 || found.length !== 2 + parameters.length) {
    throw new Error(
      `The action ${name} needs a kernel with one input field, one sum and parameters; found ${found.join(', ')}.`,
    );
  }
  const missing = parameters.filter(key => !(key in couplings));
  if (missing.length > 0)
    throw new Error(`The action ${name} needs the couplings ${missing.join(', ')}; give numbers.`);
  return { field: fields[0], sum: sums[0] };
}
