/** The clover term of one lattice (see clover.ts): blocks, inverse, determinant and force, with everything bound once. */
import { GaugeField } from '../../gauge/index.ts';
import type { Group } from '../../group/index.ts';
import type { Bound } from '../../kernel/index.ts';
import { axpy, type Field, type Lattice, workspaceOf } from '../../lattice/index.ts';
import type { DerivativeSum } from '../derivative.ts';
import { cloverBlocks, cloverInverse, cloverLeaves, cloverTrace, outerProduct, planes } from './clover.ts';

export class CloverTerm {
  readonly cSw: number;
  /** A on all sites. */
  readonly blocks: Field;
  /** A⁻¹ on odd sites. */
  readonly inverse: Field;
  /** B, whose Re tr(B dA) is the derivative being gathered. */
  private readonly insertion: Field;
  private readonly links: GaugeField;
  private readonly strengths: readonly Field[];
  private readonly makeStrengths: readonly Bound[];
  private readonly makeBlocks: Bound;
  private readonly invert: Bound;
  private readonly addInverse: Bound;
  private backwards: ((coefficient: number) => Field) | undefined;
  private coefficient = 0;
  private oddLogDeterminant = 0;

  /** @throws if the lattice does not have four dimensions, or c_SW is not finite */
  constructor(lattice: Lattice, group: Group, cSw: number) {
    if (lattice.dimension !== 4) {
      throw new Error(
        `The clover term is for four dimensions; the lattice ${lattice.name} has ${lattice.dimension}. Set c_SW to 0.`,
      );
    }
    if (!Number.isFinite(cSw)) throw new Error(`The clover coefficient c_SW is a finite number; found ${cSw}.`);
    this.cSw = cSw;
    this.links = new GaugeField(lattice, group);
    const components = 2 * (2 * group.colours) ** 2;
    this.blocks = lattice.field(components);
    this.inverse = lattice.field(components, { parity: 'odd' });
    this.insertion = lattice.field(components);
    this.strengths = planes.map(() => lattice.field(group.linkSize));
    this.makeStrengths = planes.map(([mu, nu], k) =>
      cloverLeaves(group, mu, nu).bind({ U: this.links.field, F: this.strengths[k] }),
    );
    this.makeBlocks = cloverBlocks(group).bind({ F: this.strengths, A: this.blocks });
    this.invert = cloverInverse(group).bind({ A: this.blocks, inverse: this.inverse }, { sites: 'odd' });
    this.addInverse = axpy(components, lattice.dimension).bind(
      { x: this.inverse, y: this.insertion },
      { sites: 'odd' },
    );
  }

  /**
   * Makes the blocks from these links.
   *
   * @throws if A is not positive: its determinant could pass zero
   */
  setLinks({ field }: GaugeField, kappa: number): void {
    this.links.field.copyFrom(field);
    for (const run of this.makeStrengths) run();
    this.coefficient = this.cSw * kappa;
    this.makeBlocks({ coefficient: this.coefficient });
    const { negative, logDeterminant } = this.invert();
    if (negative !== 0) {
      throw new Error(
        `The clover term with c_SW = ${this.cSw} and kappa = ${kappa} is not positive on ${negative} sites: the links ` +
          'are too rough for it. Use a smaller c_SW or kappa, or smear the links.',
      );
    }
    this.oddLogDeterminant = logDeterminant;
  }

  /** ln det A over the odd sites. */
  get logDeterminant(): number {
    return this.oddLogDeterminant;
  }

  /** Begins a derivative: nothing has been added. */
  clearDerivative(): void {
    this.insertion.fill(0);
  }

  /** Prepares adding weight Re d(Y† A X), on the sites of X and Y. */
  bindBilinear(X: Field, Y: Field): (weight: number) => void {
    const run = outerProduct(this.links.group).bind({ X, Y, B: this.insertion }, { sites: X.parity });
    return weight => void run({ weight });
  }

  /** Adds weight d(ln det A) over the odd sites. */
  addLogDeterminant(weight: number): void {
    this.addInverse({ a: weight });
  }

  /** Adds all that was added, carried back to the links. */
  addDerivative({ kind, field }: DerivativeSum): void {
    this.backwards ??= this.prepareBackwards();
    const derivative = this.backwards(this.coefficient);
    const add = axpy(field.components, field.lattice.dimension);
    if (kind === 'differential') return void add.run({ a: 1, x: derivative, y: field });
    const workspace = workspaceOf(field.lattice);
    const part = workspace.take(field.components);
    this.links.forceFromComponents(derivative, part);
    add.run({ a: 1, x: part, y: field });
    workspace.giveBack(part);
  }

  /** dS/d(stored reals of the links) from B, by the adjoints of the kernels that made A. */
  private prepareBackwards(): (coefficient: number) => Field {
    const { links, strengths, insertion } = this;
    const { group } = links;
    const derivatives = strengths.map(field => field.like());
    const throughBlocks = cloverTrace(group).adjoint(['F']).bind({ F: strengths, B: insertion, d_F: derivatives });
    const derivative = links.field.like();
    const throughLeaves = planes.map(([mu, nu], k) =>
      cloverLeaves(group, mu, nu).adjoint(['U'], ['U']).bind({ U: links.field, d_F: derivatives[k], d_U: derivative }),
    );
    return coefficient => {
      throughBlocks({ coefficient, d_total: 1 });
      derivative.fill(0);
      for (const run of throughLeaves) run();
      return derivative;
    };
  }
}
