/** The loops whose staples a stout kernel may add up, by name. */
export { type StapleLoop as NetworkLoop, stapleLoops as networkLoops } from '../../gauge/index.ts';
