/** Every kernel of every room, and its adjoint, on every machine; and every adjoint is the derivative. A new family is found without being listed here. */
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { differentiable, expectAdjoint } from '../../test/expect/adjoint.ts';
import { expectAgreement } from '../../test/expect/agreement.ts';
import { kernelFamilies } from './index.ts';

const source = new URL('../', import.meta.url);
const notImported = /\.test\.ts$|\.fixture\.ts$|\.d\.ts$|^run\/|^files\/|^index\.ts$/;
const modules = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .map(path => path.replaceAll('\\', '/'))
  .filter(path => path.endsWith('.ts') && !notImported.test(path));
await Promise.all(modules.map(path => import(new URL(path, source).href)));

/** Milliseconds; an SU(3) adjoint of ten thousand operations takes one or two seconds on one core. */
const slowest = 60_000;

const families = kernelFamilies();

test('the families of all rooms are found', () => {
  expect(families.map(family => family.name)).toEqual(expect.arrayContaining(['axpy', 'drift', 'loopAction']));
});

describe.each(families.map(family => ({ name: family.name, family })))('$name', ({ family }) => {
  const members = family.examples().map(args => ({
    label: args.map(arg => (typeof arg === 'object' ? (arg as { name: string }).name : String(arg))).join(', '),
    args,
  }));
  test.each(members)(
    '$label',
    ({ args }) => {
      const kernel = family.member(...(args as never[]));
      expectAgreement(kernel);
      const wrt = differentiable(kernel);
      if (wrt.length === 0) return;
      expectAgreement(kernel.adjoint(wrt));
      expectAdjoint(kernel);
    },
    slowest,
  );
});
