import { fill, type CatalogueEntry, type Check, type Frame, type Problem, type Rule } from './rule.js';

const INDEX = Symbol('index');
/** Fields without a row rank after every row of the contract's order of errors, and after them what is no field's. */
export const LAST = 1000;
type Step = { readonly name: string; readonly order: readonly number[] } | typeof INDEX;

/** Makes the problem of one rule at one place, for the list indices on the way to it. */
export type Report = (at: readonly number[], blanks?: Readonly<Record<string, string>>) => Problem;

/**
 * A place in the table: the way to it and the frames around it. Codes are joined here, once, when the table is
 * compiled.
 */
export class Node {
  private constructor(
    private readonly steps: readonly Step[],
    private readonly frames: readonly Frame[],
    private readonly entries: CatalogueEntry[],
  ) {}

  static root(entries: CatalogueEntry[]): Node {
    return new Node([], [], entries);
  }

  member(name: string, ...order: number[]): Node {
    return new Node([...this.steps, { name, order }], this.frames, this.entries);
  }

  element(frame?: Frame): Node {
    return new Node([...this.steps, INDEX], frame ? [...this.frames, frame] : this.frames, this.entries);
  }

  /** Says how a rule is reported here, and enters it into the catalogue. */
  rule(rule: Rule, check: Check): Report {
    const code = [...this.frames, rule]
      .map((part) => part.code)
      .filter((part) => part !== '')
      .join('.');
    const sentence = [...this.frames, rule].map((part) => part.sentence).join('');
    this.entries.push({ code, sentence, path: this.path, rules: [this.identity(check)], origin: 'extension' });
    return (at, blanks) => this.problem({ code, sentence }, check, at, blanks);
  }

  /**
   * Says how a rule that any field can break is reported here; it names the path instead of taking the frames. What has
   * no row of its own ranks last.
   */
  structure(rule: Rule, given?: Readonly<Record<string, string>>, place: 'own' | 'last' = 'own'): Report {
    return (at, blanks) => {
      const problem = this.problem(rule, 'structure', at, { path: this.named(at), ...given, ...blanks });
      return place === 'own' ? problem : { ...problem, rank: [LAST + 1, ...problem.rank] };
    };
  }

  /** The path with `*` for an index: `/listAddress/*\/country`. */
  get path(): string {
    return this.steps.map((step) => `/${step === INDEX ? '*' : step.name}`).join('');
  }

  /** How many lists this place is in. */
  get lists(): number {
    return this.steps.filter((step) => step === INDEX).length;
  }

  /** The JSON Pointer of this place in a body. */
  pointer(at: readonly number[]): string {
    let next = 0;
    return this.steps.map((step) => `/${step === INDEX ? at[next++] : step.name}`).join('');
  }

  private problem(rule: Rule, check: Check, at: readonly number[], blanks?: Readonly<Record<string, string>>): Problem {
    return {
      code: rule.code,
      description: fill(rule.sentence, at, blanks),
      pointer: this.pointer(at),
      rule: this.identity(check),
      rank: this.rank(at),
    };
  }

  private identity(check: Check): string {
    return `${this.path}#${check}`;
  }

  /** Where the contract's order of errors puts what is reported here. */
  rank(at: readonly number[]): number[] {
    let next = 0;
    return this.steps.flatMap((step) => (step === INDEX ? [at[next++] ?? 0] : step.order));
  }

  /** The path as a sentence names it: `listAddress[0].country`, or `The body` for the whole. */
  private named(at: readonly number[]): string {
    let next = 0;
    const path = this.steps
      .map((step) => (step === INDEX ? `[${at[next++]}]` : `.${step.name}`))
      .join('')
      .slice(1);
    return path === '' ? 'The body' : path;
  }
}
