import { isAbsent, type ClassifierName } from '@aml-customer/domain';
import { FoundCause, type Location } from './cause.js';
import { NotEvaluable } from './not-evaluable.js';
import { SlotReader } from './slots.js';

/** A code that a model consults but neither maps nor declares to have no meaning. */
export interface UnknownCode {
  readonly classifier: ClassifierName;
  readonly value: string;
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
export class Subject implements Location {
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
  readonly entityIndex: number | undefined;

  /** @param element the value in the profile, if the subject is not the customer; it may not be an object */
  constructor(
    answers: unknown,
    readonly evaluation: Evaluation,
    private readonly element?: Answer,
  ) {
    this.answers = answers as Answers;
    this.entityIndex = element?.entityIndex;
    this.values = (element ? ELEMENTS : CUSTOMERS).read(answers);
  }

  /** JSON Pointer of the answers in the profile: '' for the customer. */
  get pointer(): string {
    return (this.ownPointer ??= this.element?.pointer ?? '');
  }
  private ownPointer: string | undefined;
}

/** A related entity of the customer. */
export class RelatedEntity extends Subject {
  /** The code of its relation to the customer; empty until it is read. */
  relation = '';
  declare readonly entityIndex: number;
  /** The shares that give it a meaning, by the meaning; undefined until they are read. */
  shareCauses: Map<object, readonly FoundCause[]> | undefined;

  /** The relation as an answer, to explain a result with. */
  get relationAnswer(): Answer {
    return new Answer(this.relation, this, '/relationType');
  }
}

const RELATED_LIST = '/listRelatedEntity';
const ENTITY_INDEX = /^\/listRelatedEntity\/(0|[1-9]\d*)\//;

/** A value of the profile. Its JSON Pointer is built when it is read, because most values explain nothing. */
export class Answer implements Location {
  /** With an index, the path leads to a list, and `rest` from the element to the value. */
  constructor(
    readonly value: unknown,
    private readonly subject: Location,
    private readonly path: string,
    private readonly index?: number,
    private readonly rest = '',
  ) {}

  get pointer(): string {
    const start = this.subject.pointer + this.path;
    return this.index === undefined ? start : `${start}/${this.index}${this.rest}`;
  }

  get entityIndex(): number | undefined {
    const { entityIndex } = this.subject;
    if (entityIndex !== undefined || !this.path.startsWith(RELATED_LIST)) return entityIndex;
    if (this.path === RELATED_LIST) return this.index;
    const digits = ENTITY_INDEX.exec(this.path)?.[1];
    return digits === undefined ? undefined : Number(digits);
  }

  /** The value as one that explains a result; with `list` because it is on that country list. */
  cause(says?: string, list?: string): FoundCause {
    return new FoundCause(this, says, list);
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
