/** A traced kernel as it is shown: its graph, its cost, and the same of its adjoint. */
import type { Kernel } from '../../../src/kernel/index.ts';
import type { KernelWithAdjoint, TracedKernel } from './protocol.ts';

/** Lines of a listing that somebody may read. */
const mostLines = 400;

export function described(kernel: Kernel): KernelWithAdjoint {
  return { ...traced(kernel), adjoint: adjointOf(kernel) };
}

function traced({ name, flops, bytes, ir }: Kernel): TracedKernel {
  const lines = ir.toString().split('\n');
  const rest = lines.length - mostLines;
  const listing = [...lines.slice(0, mostLines), ...(rest > 0 ? [`… and ${rest} lines more`] : [])].join('\n');
  return { name, flops, bytes, listing };
}

/** With respect to all fields that are read and all parameters. */
function adjointOf(kernel: Kernel): TracedKernel | string {
  const elements = new Set(Object.values(kernel.lists).flat());
  const single = Object.entries(kernel.roles)
    .filter(([name, { role }]) => !elements.has(name) && ['input', 'parameter', 'parameters'].includes(role))
    .map(([name]) => name);
  const lists = Object.keys(kernel.lists).filter(list => {
    const role = kernel.roles[kernel.lists[list][0]]?.role;
    return role === 'input' || role === 'parameter';
  });
  try {
    return traced(kernel.adjoint([...single, ...lists]));
  } catch (error) {
    return (error as Error).message;
  }
}
