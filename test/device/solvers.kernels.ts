// Conjugate gradients whose coefficients stay on a device: in double precision the bits of the processor, in mixed precision the
// residual that double precision finds.
import { describe, expect, test } from 'vitest';
import { EvenOddDomainWall } from '../../src/fermion/domainwall/evenOdd.ts';
import {
  ConjugateGradient,
  DomainWallOperator,
  type PositiveOperator,
  WilsonOperator,
} from '../../src/fermion/index.ts';
import { MixedPrecisionConjugateGradient } from '../../src/fermion/solvers/mixedPrecision.ts';
import type { SinglePrecisionTwin } from '../../src/fermion/solvers/singlePrecision.ts';
import { singlePrecisionNormal } from '../../src/fermion/staggered/singlePrecision.ts';
import { hotOperator, relativeDistance } from '../../src/fermion/vectors.fixture.ts';
import { EvenOddWilson } from '../../src/fermion/wilson/evenOdd.ts';
import { singlePrecisionWilson } from '../../src/fermion/wilson/singlePrecision.ts';
import { hotStart } from '../../src/gauge/index.ts';
import { groupNamed } from '../../src/group/index.ts';
import type { Device } from '../../src/kernel/device/device.ts';
import { backendNamed } from '../../src/kernel/machine/backends.ts';
import { registerOpenCl } from '../../src/kernel/node/index.ts';
import { device } from '../../src/kernel/node/opencl.ts';
import { drawGaussian, type Field, key, Lattice } from '../../src/lattice/index.ts';
import { machineFor } from '../../src/laws/kernels/run.ts';
import { registerSoftwareWebGpu } from './softwareGpu.ts';

registerOpenCl();
await registerSoftwareWebGpu();
const missing = Object.fromEntries(['opencl', 'webgpu'].map(kind => [kind, backendNamed(kind).unavailable()]));
for (const [kind, why] of Object.entries(missing)) {
  if (why !== undefined) console.log(`SKIPPED: no solver is tested on ${kind}, because ${why}`);
}

const minutes = 10 * 60_000;
const group = groupNamed('SU(2)');
const extents = [4, 4, 2, 4];
const latticeOn = (kind: string) => new Lattice(extents, machineFor(kind, { contraction: false }));

/** Normal operators and what may be asked of f32 in their place. */
const operators: Readonly<
  Record<string, (lattice: Lattice) => { normal: PositiveOperator; uses?: () => number; twin?: SinglePrecisionTwin }>
> = {
  staggered(lattice) {
    const { operator } = hotOperator('SU(2)', lattice);
    const uses = () => operator.takeApplications();
    return { normal: operator.normal('even'), uses, twin: singlePrecisionNormal(operator, 'even') };
  },
  wilson(lattice) {
    const operator = new WilsonOperator({ lattice, group, kappa: 0.1 });
    operator.setLinks(hotStart(lattice, group, key(1, 0, 'start')));
    return { normal: new EvenOddWilson(operator).normal(), twin: singlePrecisionWilson(operator) };
  },
  'domain wall'(lattice) {
    const operator = new DomainWallOperator({ lattice, group, mass: 0.1, extent5: 4 });
    operator.setLinks(hotStart(lattice, group, key(1, 0, 'start')));
    return { normal: new EvenOddDomainWall(operator).normal() };
  },
};
const names = Object.keys(operators);

function sourceFor({ lattice, components, parity }: PositiveOperator): Field {
  const b = lattice.field(components, { parity });
  drawGaussian(b, key(2, 0, 'noise'));
  return b;
}

describe.skipIf(missing.opencl !== undefined)('on an OpenCL device', () => {
  test.each(names)(
    '%s: iterations, residuals, Ritz values, applications and solution of wasm128',
    { timeout: minutes },
    name => {
      const solved = (kind: string) => {
        const { normal, uses } = operators[name](latticeOn(kind));
        const solver = new ConjugateGradient(normal);
        let heard = 0;
        const options = { tolerance: 1e-10, shift: 0.05, onIteration: () => void heard++ };
        const { iterations, residual, largestRitzValue, smallestRitzValue } = solver.solve(sourceFor(normal), options);
        expect(heard).toBe(iterations);
        const report = { iterations, residual, largestRitzValue, smallestRitzValue, applications: uses?.() };
        return { report, solution: solver.solution.toArray() };
      };
      expect(solved('opencl')).toEqual(solved('wasm128'));
    },
  );

  test('the device is asked once for many steps', { timeout: minutes }, () => {
    const { normal } = operators.staggered(latticeOn('opencl'));
    const solver = new ConjugateGradient(normal);
    const b = sourceFor(normal);
    const reads = () => (device() as Device).travelled.reads;
    solver.solve(b, { tolerance: 1e-10, shift: 0.05 });
    const before = reads();
    const { iterations } = solver.solve(b, { tolerance: 1e-10, shift: 0.05 });
    expect(reads() - before).toBeLessThan(iterations / 4);
  });

  test('mixed precision: steps and solution of wasm128', { timeout: minutes }, () => {
    const solved = (kind: string) => {
      const { normal, twin } = operators.staggered(latticeOn(kind));
      const solver = new MixedPrecisionConjugateGradient(normal, twin!);
      const { iterations, residual } = solver.solve(sourceFor(normal), { tolerance: 1e-12, shift: 0.05 });
      return { iterations, residual, solution: solver.solution.toArray() };
    };
    expect(solved('opencl')).toEqual(solved('wasm128'));
  });
});

describe.skipIf(missing.webgpu !== undefined)('on WebGPU', () => {
  test.each(['staggered', 'wilson'])(
    '%s: mixed precision reaches a true residual of 1e-12',
    { timeout: minutes },
    name => {
      const [tolerance, shift] = [1e-12, 0.05];
      const { normal, twin } = operators[name](latticeOn('webgpu'));
      const mixed = new MixedPrecisionConjugateGradient(normal, twin!);
      const b = sourceFor(normal);
      const report = mixed.solve(b, { tolerance, shift });
      const image = b.like();
      normal.bind(mixed.solution, image)(shift);
      const residual = relativeDistance(image, b);
      expect(residual).toBeLessThanOrEqual(2 * tolerance);
      expect(report.residual).toBeCloseTo(residual, 14);
      const double = new ConjugateGradient(normal);
      const { iterations } = double.solve(b, { tolerance, shift });
      // f32 did the work: few steps more than f64 takes, and none of f64 at the end, which would report a Ritz value.
      expect(report.iterations).toBeLessThan(1.3 * iterations + 5);
      expect(report.largestRitzValue).toBe(0);
    },
  );
});
