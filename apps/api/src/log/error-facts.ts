/** What a log keeps of an error. */
export interface ErrorFacts {
  readonly name: string;
  readonly code?: string;
  readonly constraint?: string;
  /** Its sentence, where it is one of ours that is known to hold no data. */
  readonly said?: string;
  readonly frames: readonly string[];
  readonly causes?: readonly ErrorFacts[];
}

const WORD = /^[\w.-]{1,100}$/;
/** A line of V8's traces that leads to a file; a message may have lines too, so nothing else passes for one. */
const FRAME = /^\s+at (?:async )?(?:[\w$.<>#[\] ]+ \()?(?:file:|node:|\/)[^\s()]*:\d+:\d+\)?$/;
const CAUSES = 5;
/** Ours whose sentences hold no data; known by name, so that a log can be had without loading a database driver. */
const SAYS_NO_DATA = 'StorageFailure';

/**
 * Tells where and how something failed without what it says: the messages of others (the database, JSON.parse) quote
 * their input, and that is personal data.
 */
export function errorFacts(error: unknown, depth = 0): ErrorFacts {
  const { name, message, code, constraint, stack, cause, errors } = Object(error) as Readonly<Record<string, unknown>>;
  const causes = [cause, ...(Array.isArray(errors) ? (errors as unknown[]) : [])].filter((each) => each instanceof Error).slice(0, CAUSES);
  return {
    name: isWord(name) ? name : typeof error,
    ...(isWord(code) && { code }),
    ...(isWord(constraint) && { constraint }),
    ...(name === SAYS_NO_DATA && { said: String(message) }),
    frames: typeof stack === 'string' ? stack.split('\n').filter((line) => FRAME.test(line)).map((line) => line.trim()) : [],
    ...(causes.length > 0 && depth < CAUSES && { causes: causes.map((each) => errorFacts(each, depth + 1)) }),
  };
}

const isWord = (value: unknown): value is string => typeof value === 'string' && WORD.test(value);
