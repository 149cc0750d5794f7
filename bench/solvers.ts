// Solves of (m² − D₀D₀) x = b, staggered SU(3), even sites, in double and in mixed precision at both widths:
// `node bench/solvers.ts [--lattices 4x4x4x4,8x8x8x8] [--tolerance 1e-10] [--quick]`. CPU time, interleaved rounds. Links
// are random; microseconds are per site of the whole lattice and iteration, linear algebra and updates included.
import { parseArgs } from 'node:util';
import {
  ConjugateGradient,
  MixedPrecisionConjugateGradient,
  type ShiftedSolver,
  StaggeredOperator,
  singlePrecisionNormal,
} from '../src/fermion/index.ts';
import { hotStart } from '../src/gauge/index.ts';
import { groupNamed } from '../src/group/index.ts';
import { Machine } from '../src/kernel/index.ts';
import { drawGaussian, key, Lattice } from '../src/lattice/index.ts';
import { compiled } from './engine.ts';
import { hostDescription } from './host.ts';
import { markdown } from './table.ts';
import { timed } from './timing.ts';

const seed = 1;
const masses = [0.3, 0.05];
const widths = ['wasm128', 'wasm256'] as const;

function candidate(kind: string, extents: readonly number[], mass: number, tolerance: number, mixed: boolean) {
  const lattice = new Lattice(extents, new Machine(kind));
  const u = hotStart(lattice, groupNamed('SU(3)'), key(seed, 0, 'start'));
  const operator = new StaggeredOperator(lattice, u.group).setLinks(u);
  const normal = operator.normal('even');
  const solver: ShiftedSolver = mixed
    ? new MixedPrecisionConjugateGradient(normal, singlePrecisionNormal(operator, 'even'))
    : new ConjugateGradient(normal);
  const source = operator.vector('even');
  drawGaussian(source, key(seed, 0, 'noise'));
  let iterations = 0;
  let residual = 0;
  return {
    name: `${kind} ${mixed ? 'mixed' : 'double'}`,
    flops: 0,
    bytes: 0,
    sites: lattice.volume,
    run() {
      ({ iterations, residual } = solver.solve(source, { tolerance, shift: mass ** 2 }));
    },
    report: () => ({ iterations, residual }),
  };
}

const { values } = parseArgs({
  options: {
    lattices: { type: 'string', default: '4x4x4x4,8x8x8x8' },
    tolerance: { type: 'string', default: '1e-10' },
    quick: { type: 'boolean', default: false },
  },
});

function rowsFor(extents: readonly number[], mass: number): string[][] {
  const candidates = widths.flatMap(kind =>
    [false, true].map(mixed =>
      compiled(kind === 'wasm256', () => candidate(kind, extents, mass, Number(values.tolerance), mixed)),
    ),
  );
  const timings = timed(candidates, values.quick ? { rounds: 3, turn: 20 } : { rounds: 9, turn: 60 });
  return timings.map(({ minimum, median }, k) => {
    const { name, sites, report } = candidates[k];
    const { iterations, residual } = report();
    const perSite = (seconds: number) => ((seconds * 1e6) / sites / iterations).toFixed(4);
    const plain = timings[k - (k % 2)].minimum;
    return [
      `${extents.join('×')}, m = ${mass}, ${name}`,
      iterations.toString(),
      residual.toExponential(1),
      (1e3 * minimum).toPrecision(3),
      perSite(minimum),
      perSite(median),
      (plain / minimum).toFixed(2),
    ];
  });
}

console.log(hostDescription());
const rows = values.lattices
  .split(',')
  .flatMap(text => masses.flatMap(mass => rowsFor(text.split('x').map(Number), mass)));
const header = ['solve', 'iterations', 'true residual', 'ms', 'µs/site/it', 'median', 'double / this'];
console.log(`\n${markdown(header, rows)}`);
