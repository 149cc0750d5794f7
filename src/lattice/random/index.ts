export * from './elementary.ts';
export * from './gaussian.ts';
export * from './noise.ts';
export { philox } from './philox.ts';
export * from './streams.ts';
export { fillUniform, uniforms } from './uniform.ts';
export { uniformSource } from './uniformField.ts';
