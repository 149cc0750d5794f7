export * from './canonical.ts';
export * from './derivative.ts';
export * from './latex.ts';
export * from './named.ts';
export * from './orbit.ts';
export * from './staple.ts';
export * from './word.ts';
