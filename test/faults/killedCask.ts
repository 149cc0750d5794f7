/** The command line as a process that kills itself: `node killedCask.ts FOLDER CALL ARGUMENTS…`; CALL 0 is never. */

import { main } from '../../src/cli/main.ts';
import { assemble } from '../../src/simulation/assemble.ts';
import { withFaults } from './faultyFiles.ts';

const [below, call, ...argv] = process.argv.slice(2);
const { result } = await withFaults({ below, fault: 'kill', at: Number(call), persistent: false }, () =>
  main(argv, { assemble }),
);
process.exitCode = result;
