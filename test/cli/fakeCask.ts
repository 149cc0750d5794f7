/** The command line with the fake physics, as a program of its own: `node fakeCask.ts DELAY ARGUMENTS…`. */
import { main } from '../../src/cli/main.ts';
import { fakeAssemble } from './fakeSimulation.ts';

const [delay, ...argv] = process.argv.slice(2);
process.exitCode = await main(argv, { assemble: fakeAssemble({ delay: Number(delay) }).assemble });
