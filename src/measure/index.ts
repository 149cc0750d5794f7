/** What is seen on configurations, and how sure we are of it. */
export * from './observables/index.ts';
export * from './statistics/index.ts';
