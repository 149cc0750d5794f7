/** The site a kernel is at, or one displaced from it by whole lattice steps. */
export class Site {
  readonly displacement: readonly number[];

  constructor(displacement: readonly number[]) {
    this.displacement = displacement;
  }

  /** The site `steps` further in direction `mu` (0-based). */
  plus(mu: number, steps = 1): Site {
    return new Site(this.displacement.map((d, nu) => (nu === mu ? d + steps : d)));
  }

  minus(mu: number, steps = 1): Site {
    return this.plus(mu, -steps);
  }

  shifted(by: readonly number[]): Site {
    return new Site(this.displacement.map((d, nu) => d + by[nu]!));
  }
}
