import { customerFields, nestedTypes } from '@aml-customer/domain';

/** What a log keeps of an error. */
export interface ErrorFacts {
  readonly name: string;
  readonly code?: string;
  readonly constraint?: string;
  /** Its sentence, where it is one of ours that is known to hold no data. */
  readonly said?: string;
  /**
   * The JSON Pointers of what could not be assessed, where that is why; of a profile, in the names of the contract's
   * fields.
   */
  readonly pointers?: readonly string[];
  readonly frames: readonly string[];
  readonly causes?: readonly ErrorFacts[];
}

const WORD = /^[\w.-]{1,100}$/;
/** A line of V8's traces that leads to a file; a message may have lines too, so nothing else passes for one. */
const FRAME = /^\s+at (?:async )?(?:[\w$.<>#[\] ]+ \()?(?:file:|node:|\/)[^\s()]*:\d+:\d+\)?$/;
const CAUSES = 5;
/** Ours whose sentences hold no data; known by name, so that a log can be had without loading a database driver. */
const SAYS_NO_DATA = 'StorageFailure';
const NAMES_FIELDS = 'NotEvaluable';
/** Field names say nothing of anybody; any other name would be a sender's text. */
const FIELDS = new Set([...customerFields, ...nestedTypes.flatMap(({ fields }) => fields)].map(({ name }) => name));
const POINTERS = 20;

/**
 * Tells where and how something failed without what it says: the messages of others (the database, JSON.parse) quote
 * their input, and that is personal data.
 */
export function errorFacts(error: unknown, depth = 0): ErrorFacts {
  const { name, message, code, constraint, stack, cause, errors, problems } = Object(error) as Readonly<
    Record<string, unknown>
  >;
  const causes = [cause, ...(Array.isArray(errors) ? (errors as unknown[]) : [])]
    .filter((each) => each instanceof Error)
    .slice(0, CAUSES);
  return {
    name: isWord(name) ? name : typeof error,
    ...(isWord(code) && { code }),
    ...(isWord(constraint) && { constraint }),
    ...(name === SAYS_NO_DATA && { said: String(message) }),
    ...(name === NAMES_FIELDS && Array.isArray(problems) && { pointers: problems.slice(0, POINTERS).map(pointerOf) }),
    frames:
      typeof stack === 'string'
        ? stack
            .split('\n')
            .filter((line) => FRAME.test(line))
            .map((line) => line.trim())
        : [],
    ...(causes.length > 0 && depth < CAUSES && { causes: causes.map((each) => errorFacts(each, depth + 1)) }),
  };
}

/** Places in lists stay, and so do the names of fields. */
const pointerOf = (problem: unknown): string =>
  String((Object(problem) as { readonly pointer?: unknown }).pointer)
    .split('/')
    .map((step) => (step === '' || /^\d{1,6}$/.test(step) || FIELDS.has(step) ? step : '?'))
    .join('/');

const isWord = (value: unknown): value is string => typeof value === 'string' && WORD.test(value);
