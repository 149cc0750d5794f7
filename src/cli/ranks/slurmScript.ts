/** A job for Slurm: it runs or resumes, and asks for another turn until the run is complete. */

export interface Job {
  /** The run file, or undefined if the folder holds a run already. */
  readonly file: string | undefined;
  readonly folder: string;
  /** How to start this program. */
  readonly program: readonly string[];
  readonly workingFolder: string;
  /** Parts of the lattice per direction. */
  readonly ranks: readonly number[];
  readonly threads: number;
  /** Seconds. */
  readonly walltime: number;
  /** Further lines for Slurm: "--partition=long". */
  readonly options: readonly string[];
}

/** Seconds of a job that are left for starting, and for files at the end. */
const reserve = (walltime: number) => Math.max(30, Math.min(300, walltime / 10));

export function slurmScript(job: Job): string {
  const { file, folder, program, workingFolder, ranks, threads, walltime, options } = job;
  const tasks = ranks.reduce((product, n) => product * n, 1);
  const isDivided = tasks > 1;
  const launcher = isDivided ? ['mpirun', '-n', String(tasks), '--bind-to', 'none'] : [];
  const flags = [
    '--walltime',
    `${Math.floor(walltime - reserve(walltime))}s`,
    ...(isDivided ? ['--ranks', ranks.join('.')] : []),
    ...(threads > 1 ? ['--threads', String(threads)] : []),
  ];
  const lines = [
    `--job-name=${folder.split('/').at(-1)}`,
    `--ntasks=${tasks}`,
    `--cpus-per-task=${threads}`,
    `--time=${clock(walltime)}`,
    '--requeue',
    '--open-mode=append',
    `--output=${folder}.slurm.txt`,
    ...options,
  ];
  const resume = `  "\${cask[@]}" resume "$folder" --take-lock "\${flags[@]}"`;
  const begin =
    file === undefined
      ? '  echo "$folder holds no run." >&2; exit 2'
      : `  "\${cask[@]}" run ${quoted(file)} --out "$folder" --set output.existing=replace "\${flags[@]}"`;
  return `#!/bin/bash
${lines.map(line => `#SBATCH ${line}`).join('\n')}

# Written by "cask submit". Runs or resumes, stops with a checkpoint before the time is up, and asks for another turn.
cd ${quoted(workingFolder)} || exit 1
folder=${quoted(folder)}
cask=(${[...launcher, ...program].map(quoted).join(' ')})
flags=(${flags.map(quoted).join(' ')})
if [ -e "$folder/resolved.toml" ]; then
${resume}
else
${begin}
fi
status=$?
if [ "$status" -eq 0 ] && grep -q '"outcome": "interrupted"' "$folder/summary.json"; then
  exec scontrol requeue "$SLURM_JOB_ID"
fi
exit "$status"
`;
}

function quoted(word: string): string {
  return /^[\w./:=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** D-HH:MM:SS */
function clock(seconds: number): string {
  const whole = Math.ceil(seconds);
  const two = (n: number) => String(n).padStart(2, '0');
  const [days, hours, minutes] = [
    Math.floor(whole / 86400),
    Math.floor(whole / 3600) % 24,
    Math.floor(whole / 60) % 60,
  ];
  return `${days > 0 ? `${days}-` : ''}${two(hours)}:${two(minutes)}:${two(whole % 60)}`;
}
