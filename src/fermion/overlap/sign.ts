/**
 * The sign of the overlap kernel h on vectors: its lowest modes (v_i, μ_i) exactly, the rest by an approximation of 1/|h|,
 *   ε χ = Σ_i sgn(μ_i) v_i ⟨v_i, χ⟩ + h |h|⁻¹ (1 − Σ_i v_i v_i†) χ.
 * With new links ε² η = η is checked on a random vector η, and a sign that is not as good as was asked is refused. A random
 * vector has a share in every mode, so a mode that Lanczos has missed is seen.
 */
import { axpy, drawGaussian, type Field, key, norm2 } from '../../lattice/index.ts';
import { plural } from '../../words/index.ts';
import { complexAxpy, complexDot } from '../solvers/complexLinear.ts';
import { chebyshevMethod, type InverseRoot, type InverseRootMethod, zolotarevMethod } from './inverseRoot.ts';
import type { OverlapKernel } from './kernel.ts';
import { lowestKernelModes } from './kernelModes.ts';

export interface SignOptions {
  /** Default zolotarev. */
  readonly method?: 'zolotarev' | 'chebyshev';
  /** Asked is |ε² η − η| ≤ tolerance |η|. Default 1e-10. */
  readonly tolerance?: number;
  /** So many of the lowest modes of the kernel are projected. Default 8. */
  readonly modes?: number;
}

export const usualSign = { method: 'zolotarev', tolerance: 1e-10, modes: 8 } as const satisfies Required<SignOptions>;

/** Approximations are asked for so much more than the whole: ε² doubles the error of ε, and rounding adds to it. */
const share = 1 / 8;
/** The range of an approximation begins so much below the modes that are not projected. */
const belowModes = 0.98;
/** Residuals of modes in units of the tolerance, and what double precision allows. */
const [modeShare, finestModes] = [1e-3, 1e-12];

export class SignFunction {
  readonly kernel: OverlapKernel;
  readonly method: 'zolotarev' | 'chebyshev';
  readonly tolerance: number;
  private readonly modeCount: number;
  private readonly prepare: InverseRootMethod;
  private readonly rest: Field;
  private readonly image: Field;
  private readonly root: Field;
  private readonly restNorm: () => number;
  private readonly applyKernel: () => void;
  private readonly addRest: (parameters: { a: number }) => unknown;
  private readonly projections: Projection[] = [];
  private active: readonly { readonly sign: number; readonly projection: Projection }[] = [];
  private inverseRoot: InverseRoot | undefined;
  /** Of the last links: what is known of them. */
  private facts: SignReport | undefined;

  /** @throws if the tolerance is not between 0 and 1, or the number of modes is not 0, 1, 2 … */
  constructor(kernel: OverlapKernel, options: SignOptions = {}) {
    const { method, tolerance, modes } = { ...usualSign, ...options };
    if (!(tolerance > 0 && tolerance < 1)) {
      throw new Error(`The tolerance of the sign lies between 0 and 1; found ${tolerance}.`);
    }
    if (!(Number.isInteger(modes) && modes >= 0)) {
      throw new Error(`The number of projected modes is 0, 1, 2 ...; found ${modes}.`);
    }
    const { squared, wilson } = kernel;
    const { components, lattice } = squared;
    this.kernel = kernel;
    this.method = method;
    this.tolerance = tolerance;
    this.modeCount = modes;
    this.prepare = method === 'zolotarev' ? zolotarevMethod(squared) : chebyshevMethod(squared);
    const scratch = (name: string) => wilson.scratch(`overlap sign: ${name}`);
    const [rest, root, image] = [scratch('rest'), scratch('root'), scratch('image')];
    this.rest = rest;
    this.root = root;
    this.image = image;
    const norm = norm2(components, lattice.dimension).bind({ x: rest });
    this.restNorm = () => norm().total;
    this.applyKernel = kernel.bind(root, rest);
    this.addRest = axpy(components, lattice.dimension).bind({ x: rest, y: image });
  }

  /** What was found on the last links. @throws if there are none */
  get report(): SignReport {
    if (!this.facts) throw new Error('The sign of the overlap kernel needs links: call setLinks first.');
    return this.facts;
  }

  /**
   * Prepares for the links of the kernel.
   *
   * @throws if the kernel has a zero mode, the approximation or the modes cannot be as good as asked, or the check fails
   */
  update(): void {
    const { kernel, tolerance, modeCount } = this;
    const modeTolerance = Math.max(finestModes, modeShare * tolerance);
    const { modes, lower } = lowestKernelModes(kernel, modeCount, modeTolerance);
    this.active = modes.map(({ value, vector }, k) => {
      const projection = this.projection(k);
      projection.vector.copyFrom(vector);
      vector.free();
      return { sign: Math.sign(value), projection };
    });
    const range = { lower: belowModes * lower, upper: kernel.bound };
    this.inverseRoot = this.prepare(range, share * tolerance);
    this.facts = {
      range: { lower: range.lower * kernel.unit, upper: range.upper * kernel.unit },
      modes: modes.map(({ value }) => value * kernel.unit),
      approximation: this.inverseRoot.name,
      error: 0,
    };
    this.facts = { ...this.facts, error: this.check() };
  }

  /** Prepares out ← ε χ; the answer tells how often h² was applied. */
  bind(chi: Field, out: Field): () => number {
    const { rest, root, image } = this;
    return () => {
      const { inverseRoot } = this;
      if (!inverseRoot) throw new Error('The sign of the overlap kernel needs links: call setLinks first.');
      rest.copyFrom(chi);
      image.fill(0);
      for (const { sign, projection } of this.active) projection.move(sign);
      let applications = 0;
      if (this.restNorm() > 0) {
        applications = inverseRoot.apply(rest, root);
        this.applyKernel();
        this.addRest({ a: 1 });
      }
      out.copyFrom(image);
      return applications;
    };
  }

  /** |ε² η − η| / |η| @throws if it is larger than the tolerance */
  private check(): number {
    const { wilson } = this.kernel;
    const scratch = (name: string) => wilson.scratch(`overlap sign check: ${name}`);
    const [eta, once, twice] = [scratch('eta'), scratch('once'), scratch('twice')];
    drawGaussian(eta, key(1, 0, 'overlap/sign check'));
    this.bind(eta, once)();
    this.bind(once, twice)();
    const norm = norm2(eta.components, wilson.lattice.dimension);
    const total = norm.run({ x: eta }).total;
    axpy(eta.components, wilson.lattice.dimension).run({ a: -1, x: eta, y: twice });
    const error = Math.sqrt(norm.run({ x: twice }).total / total);
    if (!(error <= this.tolerance)) {
      const { approximation, modes, range } = this.report;
      throw new Error(
        `The sign of the overlap kernel has |sign² - 1| = ${error.toExponential(2)} on a random vector; asked was ` +
          `${this.tolerance} (${this.method}, ${approximation}, ${plural(modes.length, 'projected mode')}, |H_W| from ` +
          `${range.lower.toPrecision(3)} to ${range.upper.toPrecision(3)}). Project another number of modes, or ask for less.`,
      );
    }
    return error;
  }

  private projection(k: number): Projection {
    this.projections[k] ??= this.bindProjection();
    return this.projections[k];
  }

  private bindProjection(): Projection {
    const { rest, image } = this;
    const { components, lattice } = this.kernel.squared;
    const vector = rest.like();
    const share = complexDot(components, lattice.dimension).bind({ x: vector, y: rest });
    const add = complexAxpy(components, lattice.dimension);
    const take = add.bind({ x: vector, y: rest });
    const give = add.bind({ x: vector, y: image });
    return {
      vector,
      move(sign) {
        const { re, im } = share();
        take({ re: -re, im: -im });
        give({ re: sign * re, im: sign * im });
      },
    };
  }
}

/** What is known of the sign on the present links; eigenvalues are those of H_W. */
export interface SignReport {
  /** Where the approximation holds, |H_W|. */
  readonly range: { readonly lower: number; readonly upper: number };
  /** The projected eigenvalues of H_W, ascending in size. */
  readonly modes: readonly number[];
  readonly approximation: string;
  /** |ε² η − η| / |η| of the check. */
  readonly error: number;
}

interface Projection {
  readonly vector: Field;
  /** Takes the share of the vector out of `rest`; what was taken, times the sign, is added to `image`. */
  move(sign: number): void;
}
