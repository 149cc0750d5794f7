/**
 * What typical runs cost, in seconds per trajectory and bytes, as `cask check` says before they start.
 *
 *   node bench/cost.ts             every case
 *   node bench/cost.ts HISQ ...    cases by name
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { markdown } from './table.ts';

interface Case {
  readonly file: string;
  readonly extents: readonly (readonly number[])[];
}

const cases: Readonly<Record<string, Case>> = {
  'SU(2), staggered, HMC': {
    file: 'su2-hmc.toml',
    extents: [
      [4, 4, 4, 4],
      [8, 8, 8, 8],
    ],
  },
  'SU(2), staggered, SLHMC with CASK': { file: 'su2-slhmc-cask.toml', extents: [[4, 4, 4, 4]] },
  'SU(3), Symanzik, HMC': { file: 'theories/su3-symanzik-hmc.toml', extents: [[6, 6, 6, 6]] },
  'SU(3), staggered, 2+1 flavours': { file: 'theories/staggered-nf2plus1.toml', extents: [[6, 6, 6, 4]] },
  'SU(3), HISQ': { file: 'theories/hisq.toml', extents: [[4, 4, 4, 8]] },
  'SU(3), Wilson': { file: 'theories/wilson.toml', extents: [[4, 4, 4, 8]] },
  'SU(3), clover, stout, Hasenbusch': { file: 'theories/clover-stout-hasenbusch.toml', extents: [[4, 4, 4, 8]] },
  'SU(3), domain wall, L₅ = 8': { file: 'theories/domain-wall.toml', extents: [[4, 4, 4, 4]] },
};

const path = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url));

interface Answer {
  readonly bytes: number;
  readonly estimate: { readonly secondsPerTrajectory: number };
}

function check(file: string, extent: readonly number[]): Answer {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [path('bin/cask.js'), 'check', path(`examples/${file}`), '--json', '--set', `lattice.extent=[${extent}]`],
    { encoding: 'utf8' },
  );
  const answer = JSON.parse(stdout) as Answer;
  if (!answer.estimate) throw new Error(`${file} on ${extent.join('×')} has no estimate of its cost: ${stderr}`);
  return answer;
}

const asked = process.argv.slice(2);
const rows = Object.entries(cases)
  .filter(([name]) => asked.length === 0 || asked.includes(name))
  .flatMap(([name, { file, extents }]) =>
    extents.map(extent => {
      const { bytes, estimate } = check(file, extent);
      const seconds = estimate.secondsPerTrajectory.toPrecision(2);
      return [name, extent.join('×'), String(Number(seconds)), String(Math.round(bytes / 2 ** 20))];
    }),
  );
console.log(markdown(['run', 'lattice', 's per trajectory', 'MiB'], rows));
