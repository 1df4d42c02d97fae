import { fill, type CatalogueEntry, type Check, type Frame, type Problem, type Rule } from './rule.js';

const INDEX = Symbol('index');

/** The row of fields that have no row in the order of errors: they rank after all others. */
export const LAST_ROW = 1000;

type Step = { readonly name: string; readonly order: readonly number[] } | typeof INDEX;

/** Creates the problem of one rule at one node, for the list indices on the path to the value. */
export type Report = (at: readonly number[], values?: Readonly<Record<string, string>>) => Problem;

/** A node of the tree of fields: its path and the frames around it. Codes are composed once, at compile time. */
export class Node {
  private constructor(
    private readonly steps: readonly Step[],
    private readonly frames: readonly Frame[],
    private readonly entries: CatalogueEntry[],
  ) {}

  /** The node of the body. Rules are added to the given catalogue entries as they are compiled. */
  static root(entries: CatalogueEntry[]): Node {
    return new Node([], [], entries);
  }

  member(name: string, ...order: number[]): Node {
    return new Node([...this.steps, { name, order }], this.frames, this.entries);
  }

  element(frame?: Frame): Node {
    return new Node([...this.steps, INDEX], frame ? [...this.frames, frame] : this.frames, this.entries);
  }

  /** Compiles a rule at this node, and adds it to the catalogue. */
  rule(rule: Rule, check: Check): Report {
    const code = [...this.frames, rule]
      .map((part) => part.code)
      .filter((part) => part !== '')
      .join('.');
    const sentence = [...this.frames, rule].map((part) => part.sentence).join('');
    this.entries.push({
      code,
      sentence,
      path: this.path,
      rank: this.rank([]),
      rules: [this.identity(check)],
      origin: 'extension',
    });
    return (at, values) => this.problem({ code, sentence }, check, at, values);
  }

  /** Compiles a structural rule at this node. Its sentence names the path and takes no frames. */
  structure(rule: Rule, constants?: Readonly<Record<string, string>>, order: 'own' | 'last' = 'own'): Report {
    return (at, values) => {
      const problem = this.problem(rule, 'structure', at, { path: this.named(at), ...constants, ...values });
      return order === 'own' ? problem : { ...problem, rank: [LAST_ROW + 1, ...problem.rank] };
    };
  }

  /** The path with `*` for an index: `/addresses/*\/country`. */
  get path(): string {
    return this.steps.map((step) => `/${step === INDEX ? '*' : step.name}`).join('');
  }

  /** The number of lists around this node. */
  get lists(): number {
    return this.steps.filter((step) => step === INDEX).length;
  }

  /** The JSON Pointer of this node in a body. */
  pointer(at: readonly number[]): string {
    let next = 0;
    return this.steps.map((step) => `/${step === INDEX ? at[next++] : step.name}`).join('');
  }

  private problem(rule: Rule, check: Check, at: readonly number[], values?: Readonly<Record<string, string>>): Problem {
    return {
      code: rule.code,
      description: fill(rule.sentence, at, values),
      pointer: this.pointer(at),
      rule: this.identity(check),
      rank: this.rank(at),
    };
  }

  private identity(check: Check): string {
    return `${this.path}#${check}`;
  }

  /** The position of this node's problems in the order of errors. */
  rank(at: readonly number[]): number[] {
    let next = 0;
    return this.steps.flatMap((step) => (step === INDEX ? [at[next++] ?? 0] : step.order));
  }

  /** The path as sentences show it: `addresses[0].country`, or `The body` for the root. */
  private named(at: readonly number[]): string {
    let next = 0;
    const path = this.steps
      .map((step) => (step === INDEX ? `[${at[next++]}]` : `.${step.name}`))
      .join('')
      .slice(1);
    return path === '' ? 'The body' : path;
  }
}
