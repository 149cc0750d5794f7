export * from './approximation.ts';
export * from './rationalPower.ts';
export * from './zolotarev.ts';
