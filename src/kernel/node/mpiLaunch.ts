/** What a launcher tells its processes by variables. */

/** Those that say how many processes there are, by family of MPI libraries. */
export const sizeVariables = { openMpi: ['OMPI_COMM_WORLD_SIZE'], mpich: ['PMI_SIZE'] } as const;

/** How many processes the launcher started, by its own account; undefined without one. */
export function launchedRanks(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): number | undefined {
  const found = Object.values(sizeVariables)
    .flat()
    .find(name => environment[name] !== undefined);
  return found === undefined ? undefined : Number(environment[found]);
}
