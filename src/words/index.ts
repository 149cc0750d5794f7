/** Words of sentences, for every room. */
export { plural } from './plural.ts';
