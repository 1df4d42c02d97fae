import { customerFields, nestedTypes } from '@aml-customer/domain';

/** The parts of an error that may be logged. */
export interface ErrorFacts {
  readonly name: string;
  readonly code?: string;
  readonly constraint?: string;
  /** The message, if the error is of a class whose messages hold no data. */
  readonly detail?: string;
  /** JSON Pointers to the fields that could not be assessed, if that is the cause. */
  readonly pointers?: readonly string[];
  readonly frames: readonly string[];
  readonly causes?: readonly ErrorFacts[];
}

const WORD = /^[\w.-]{1,100}$/;
/** A stack line of V8 that names a file. The pattern is strict, since the message above the frames has lines too. */
const FRAME = /^\s+at (?:async )?(?:[\w$.<>#[\] ]+ \()?(?:file:|node:|\/)[^\s()]*:\d+:\d+\)?$/;
const CAUSES = 5;
/** The error class whose messages hold no data; matched by name, so that logging does not load the database driver. */
const HOLDS_NO_DATA = 'StorageFailure';
const NAMES_FIELDS = 'NotEvaluable';
/** Field names are not personal data; any other name in a pointer is the sender's text. */
const FIELDS = new Set([...customerFields, ...nestedTypes.flatMap(({ fields }) => fields)].map(({ name }) => name));
const POINTERS = 20;

/**
 * Describes an error without its message: the messages of libraries (PostgreSQL, JSON.parse) quote their input, which
 * is personal data.
 */
export function errorFacts(error: unknown, depth = 0): ErrorFacts {
  const { name, message, code, constraint, stack, cause, errors, problems } = Object(error) as Readonly<
    Record<string, unknown>
  >;
  const causes = [cause, ...(Array.isArray(errors) ? (errors as unknown[]) : [])]
    .filter((candidate) => candidate instanceof Error)
    .slice(0, CAUSES);
  return {
    name: isWord(name) ? name : typeof error,
    ...(isWord(code) && { code }),
    ...(isWord(constraint) && { constraint }),
    ...(name === HOLDS_NO_DATA && { detail: String(message) }),
    ...(name === NAMES_FIELDS && Array.isArray(problems) && { pointers: problems.slice(0, POINTERS).map(pointerOf) }),
    frames:
      typeof stack === 'string'
        ? stack
            .split('\n')
            .filter((line) => FRAME.test(line))
            .map((line) => line.trim())
        : [],
    ...(causes.length > 0 && depth < CAUSES && { causes: causes.map((error) => errorFacts(error, depth + 1)) }),
  };
}

/** Keeps list indices and known field names, and masks everything else. */
const pointerOf = (problem: unknown): string =>
  String((Object(problem) as { readonly pointer?: unknown }).pointer)
    .split('/')
    .map((step) => (step === '' || /^\d{1,6}$/.test(step) || FIELDS.has(step) ? step : '?'))
    .join('/');

const isWord = (value: unknown): value is string => typeof value === 'string' && WORD.test(value);
