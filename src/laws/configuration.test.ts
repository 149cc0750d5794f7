/** What keeps the contract passes; each way to break it breaks a law that says so. */
import { describe, expect, test } from 'vitest';
import { hotStart } from '../gauge/index.ts';
import { groupNamed } from '../group/index.ts';
import { axpy, type Configuration, type Field, gaussianScalars, key, Lattice, ScalarField } from '../lattice/index.ts';
import { randomSpins, SpinField } from '../spin/index.ts';
import { configurationLaws } from './configuration.ts';

const lattice = new Lattice([3, 4]);
const start = key(20261130, 0, 'start');
const broken = <F extends Configuration<F>>(u: F) =>
  configurationLaws(u)
    .filter(({ ok }) => !ok)
    .map(({ sentence }) => sentence);

describe('what keeps the contract passes', () => {
  test.each(['U(1)', 'SU(2)', 'SU(3)', 'SU(4)'] as const)('links of %s', name => {
    expect(broken(hotStart(lattice, groupNamed(name), start))).toEqual([]);
  });
  test.each([1, 3])('real fields of %d components', components => {
    expect(broken(gaussianScalars(lattice, start, { components }))).toEqual([]);
  });
  test.each([2, 3])('spins of %d components', components => {
    expect(broken(randomSpins(lattice, start, components))).toEqual([]);
  });
});

/** Spins with one method of the contract replaced. */
function spinsWith(change: (right: SpinField) => Partial<SpinField>): SpinField {
  const spoil = (S: SpinField): SpinField =>
    Object.assign(S, { clone: () => spoil(copyOf(S)) }, change(copyOf(S, S.field)));
  const copyOf = ({ field }: SpinField, own = field.clone()) => new SpinField(lattice, own);
  return spoil(randomSpins(lattice, start));
}

describe('what breaks it does not', () => {
  test('a clone that shares its reals', () => {
    const shared = gaussianScalars(lattice, start);
    shared.clone = () => shared;
    expect(broken(shared).join('\n')).toContain('a clone moves alone');
  });

  test('a copy that takes nothing over', () => {
    const wrong = spinsWith(right => ({ copyFrom: () => right }));
    expect(broken(wrong).join('\n')).toContain('copyFrom brings the same reals');
  });

  test('momenta of the wrong size', () => {
    const wrong = gaussianScalars(lattice, start);
    Object.defineProperty(wrong, 'forceSize', { value: 2 });
    wrong.momentum = () => lattice.field(1);
    expect(broken(wrong).join('\n')).toContain('1 reals, forceSize is 2');
  });

  test('a shift of spins in place of a rotation leaves the sphere and is not undone', () => {
    const wrong = spinsWith(({ field }) => ({
      bindDrift(p: Field) {
        const move = axpy(3, 2).bind({ x: p, y: field });
        return (t: number) => {
          move({ a: t });
          new SpinField(lattice, field).restore();
        };
      },
    }));
    expect(broken(wrong).join('\n')).toContain('exp(−t p) undoes exp(t p)');
    const off = spinsWith(({ field }) => ({
      bindDrift(p: Field) {
        const move = axpy(3, 2).bind({ x: p, y: field });
        return (t: number) => void move({ a: t });
      },
    }));
    expect(broken(off).join('\n')).toContain('motions stay on the manifold');
  });

  test('a motion that keeps the momenta of its preparation', () => {
    const wrong = gaussianScalars(lattice, start);
    const frozen = (phi: ScalarField): ScalarField =>
      Object.assign(phi, {
        clone: () => frozen(new ScalarField(lattice, 1, phi.field.clone())),
        bindDrift: (p: Field) => new ScalarField(lattice, 1, phi.field).bindDrift(p.clone()),
      });
    expect(broken(frozen(wrong)).join('\n')).toContain('along the momenta and from the variables of the moment');
  });

  test('a force with the wrong sign, and one that is added to what was there', () => {
    const wrong = spinsWith(right => ({
      forceFromComponents(D: Field, force: Field) {
        right.forceFromComponents(D, force);
        force.fromArray(force.toArray().map(f => -f));
      },
    }));
    expect(broken(wrong).join('\n')).toMatch(/forceFromComponents is the derivative.*the finite difference/);
    const added = spinsWith(right => ({
      forceFromComponents(D: Field, force: Field) {
        const part = right.momentum();
        right.forceFromComponents(D, part);
        axpy(3, 2).run({ a: 1, x: part, y: force });
      },
    }));
    expect(broken(added).join('\n')).toContain('forceFromComponents is the derivative');
  });

  test('spins that are never put back', () => {
    const wrong = spinsWith(({ field }) => ({
      restore: () => Math.max(...field.toArray().map(x => Math.abs(x))) * 1e-3,
    }));
    expect(broken(wrong).join('\n')).toContain('what was put back on the manifold is there');
  });
});
