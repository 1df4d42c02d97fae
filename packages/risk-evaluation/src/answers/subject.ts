import { isAbsent, type ClassifierName } from '@aml-customer/domain';
import type { Json } from '../json.js';
import { NotEvaluable } from './not-evaluable.js';
import { SlotReader } from './slots.js';

/** A code that a model consults but neither maps nor declares to have no meaning. */
export interface UnknownCode {
  readonly classifier: ClassifierName;
  readonly value: string;
}

/** A value that explains a result. `value` is as sent, or absent if the missing answer is the reason. */
export interface Cause {
  readonly pointer: string;
  readonly value?: Json;
  readonly says?: string;
}

/** A value on a country list. Assessments name the list in `says`, and their compact form by its id. */
export interface ListedCause extends Cause {
  readonly list?: string;
}

/** A country of the profile, by its ISO code. */
export interface Country {
  readonly answer: Answer;
  readonly iso: string;
}

/** The inputs of one evaluation besides the profile, and the codes that it collects for a person to decide about. */
export class Evaluation {
  /** Unrecognised country codes by their pointer; undefined if there are none. */
  unrecognised: Map<string, string> | undefined;
  /** Codes without a known meaning by their pointer; undefined if there are none. */
  unknownCodes: Map<string, UnknownCode> | undefined;

  constructor(
    /** JSON Pointers of flags that a person confirmed; they are true regardless of the profile. */
    readonly confirmed: ReadonlySet<string>,
    /** Whether the country standard of the assessment has a code. */
    readonly isCountry: (code: string) => boolean,
  ) {}

  addUnrecognised({ pointer }: Answer, code: string): void {
    (this.unrecognised ??= new Map()).set(pointer, code);
  }

  addUnknownCode({ pointer }: Answer, code: UnknownCode): void {
    (this.unknownCodes ??= new Map()).set(pointer, code);
  }
}

const [CUSTOMERS, ELEMENTS] = [new SlotReader(), new SlotReader()];

/** The answers of a party. */
export type Answers = Readonly<Record<string, unknown>>;

/**
 * The party under evaluation: the customer, or one of its related entities. It keeps what many conditions read, for one
 * evaluation.
 */
export class Subject {
  /** Whether all its countries are recognised and on no list; undefined until they are read. */
  hasPlainCountries: boolean | undefined;
  /** The listed countries in every field of the customer, also of related entities; undefined until they are read. */
  listedAnywhere: readonly Country[] | undefined;
  /** Undefined until they are read. */
  entities: readonly RelatedEntity[] | undefined;
  /** Whether the relations of all related entities were read. */
  hasRelations = false;

  readonly answers: Answers;
  /** The members that are present, by their slots. */
  readonly values: readonly unknown[];

  /** @param element the value in the profile, if the subject is not the customer; it may not be an object */
  constructor(
    answers: unknown,
    readonly evaluation: Evaluation,
    private readonly element?: Answer,
  ) {
    this.answers = answers as Answers;
    this.values = (element ? ELEMENTS : CUSTOMERS).read(answers);
  }

  /** JSON Pointer of the answers in the profile: '' for the customer. */
  get pointer(): string {
    return this.element?.pointer ?? '';
  }
}

/** A related entity of the customer. */
export class RelatedEntity extends Subject {
  /** The code of its relation to the customer; empty until it is read. */
  relation = '';

  /** The relation as an answer, to explain a result with. */
  get relationAnswer(): Answer {
    return new Answer(this.relation, this, '/relationType');
  }
}

/** A value of the profile. Its JSON Pointer is built when it is read, because most values explain nothing. */
export class Answer {
  /** With an index, the path leads to a list, and `rest` from the element to the value. */
  constructor(
    readonly value: unknown,
    private readonly subject: { readonly pointer: string },
    private readonly path: string,
    private readonly index?: number,
    private readonly rest = '',
  ) {}

  get pointer(): string {
    const start = this.subject.pointer + this.path;
    return this.index === undefined ? start : `${start}/${this.index}${this.rest}`;
  }

  /** The value as one that explains a result. */
  cause(says?: string): Cause {
    const { pointer, value } = this;
    return (says === undefined ? { pointer, value } : { pointer, value, says }) as Cause;
  }

  /** The value as one that explains a result because it is on a list. */
  listedCause(list: string, says: string): ListedCause {
    return { pointer: this.pointer, value: this.value as Json, says, list };
  }
}

/** Returns the members of a value that must be an object, not a list. The value is present. */
export function membersOf(value: unknown, at: { readonly pointer: string }): Answers {
  if (typeof value !== 'object' || Array.isArray(value))
    throw new NotEvaluable([{ pointer: at.pointer, sentence: 'is not an object' }]);
  return value as Answers;
}

/** Whether a value holds an answer: an empty list, or an object without any answer in it, does not. */
export function isAnswered(value: unknown): boolean {
  if (isAbsent(value)) return false;
  if (typeof value !== 'object') return true;
  if (Array.isArray(value)) return value.some(isAnswered);
  for (const name in value) if (isAnswered((value as Answers)[name])) return true;
  return false;
}
