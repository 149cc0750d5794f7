// Whether kernels compute the same on all machines of this processor: `node bench/agreement.ts [--most 1500] [--adjoints]`, families of all
// rooms, examples of at most so many operations. The laws of `npm run test:kernels` without its test runner, which wants programs
// of the processor: for a Node of another one under QEMU (docs/results/ranks.md).
import { readdirSync, readFileSync } from 'node:fs';
import { arch } from 'node:os';
import { parseArgs } from 'node:util';
import { type Kernel, kernelFamilies } from '../src/kernel/index.ts';
import { differentiable } from '../src/laws/kernels/adjoint.ts';
import { agreementLaws } from '../src/laws/kernels/agreement.ts';

const { values: given } = parseArgs({
  options: { most: { type: 'string', default: '1500' }, adjoints: { type: 'boolean', default: false } },
});
const source = new URL('../src/', import.meta.url);
for (const path of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
  if (!path.endsWith('.ts') || /\.(test|fixture|d)\.ts$/.test(path)) continue;
  const file = new URL(path, source);
  if (readFileSync(file, 'utf8').includes(' = kernelFamily(')) await import(file.href);
}

const counts = { kernels: 0, laws: 0, broken: 0, larger: 0 };

function tried(kernel: Kernel): void {
  if (kernel.flops > Number(given.most)) {
    counts.larger++;
    return;
  }
  const findings = agreementLaws(kernel);
  counts.kernels++;
  counts.laws += findings.length;
  for (const broken of findings.filter(({ ok }) => !ok)) {
    counts.broken++;
    console.log(broken.sentence);
  }
}

for (const family of kernelFamilies()) {
  for (const { kernel: make } of family.examples()) {
    const kernel = make();
    tried(kernel);
    const wrt = given.adjoints ? differentiable(kernel) : [];
    if (wrt.length > 0) tried(kernel.adjoint(wrt));
  }
  console.log(family.name, JSON.stringify(counts));
}
console.log(
  `${arch()}: ${counts.kernels} kernels, ${counts.laws} laws, ${counts.broken} broken; ${counts.larger} larger ones were not tried.`,
);
process.exit(counts.broken === 0 ? 0 : 1);
