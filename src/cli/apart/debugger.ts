/**
 * Node opens a debugger port on SIGUSR1, where anybody on the computer may run code, unless somebody listens to it. So
 * this module is imported before all others. A program that is not computing ends, as it does on other signals.
 */
process.on('SIGUSR1', () => {
  if (process.listenerCount('SIGUSR1') === 1) process.exit(128 + 10);
});
