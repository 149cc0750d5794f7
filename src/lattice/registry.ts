/** Parts that a user adds by name, such as layers and losses, before the schema of run files is made: run files know them then. */
export class Registry<Part> {
  private readonly parts = new Map<string, Part>();
  private readonly what: string;
  private readonly taken: readonly string[];

  /**
   * @param what a part is, with its article: "a layer"
   * @param taken names that there are anyway
   */
  constructor(what: string, taken: readonly string[]) {
    this.what = what;
    this.taken = taken;
  }

  /** @throws if the name is taken, or is not made of letters and digits */
  add(name: string, part: Part): void {
    if (!/^[A-Za-z]\w*$/.test(name)) {
      throw new Error(`The name of ${this.what} is made of letters and digits; found ${JSON.stringify(name)}.`);
    }
    if (this.taken.includes(name) || this.parts.has(name)) {
      throw new Error(`There is ${this.what} called ${name} already: choose another name.`);
    }
    this.parts.set(name, part);
  }

  get(name: string): Part | undefined {
    return this.parts.get(name);
  }

  entries(): readonly (readonly [name: string, part: Part])[] {
    return [...this.parts];
  }
}
