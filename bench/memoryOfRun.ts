/** `cask` with these arguments; the last line that it prints is the resident memory of the process at its largest. */
if (process.argv[2] === 'run') process.on('exit', () => console.log(process.resourceUsage().maxRSS * 1024));
await import('../src/cli/cli.ts');
