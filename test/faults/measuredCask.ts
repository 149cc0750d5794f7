/** The command line as a process that tells the most memory it had resident: `node measuredCask.ts ARGUMENTS…`. */
import { cask } from './runs.ts';

const { code, stdout, stderr } = await cask(process.argv.slice(2));
process.stdout.write(JSON.stringify({ code, stdout, stderr, kilobytes: process.resourceUsage().maxRSS }));
