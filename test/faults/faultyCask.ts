/** The command line as a process under which the file system fails: `node faultyCask.ts PLAN ARGUMENTS…`, JSON on stdout. */

import { main } from '../../src/cli/main.ts';
import { assemble } from '../../src/simulation/assemble.ts';
import { type Plan, withFaults } from './faultyFiles.ts';

const [plan, ...argv] = process.argv.slice(2);
const { result, calls, failed } = await withFaults(JSON.parse(plan) as Plan, () => main(argv, { assemble }));
process.exitCode = result;
if (calls > 0) process.stdout.write(`\n${JSON.stringify({ calls, failed })}\n`);
