import { rejected } from '../http/answers.js';
import { httpProblem } from '../http/http-problem.js';

type Examples = Readonly<Record<string, { readonly value: unknown }>>;

/** A JSON answer with named examples. */
export const reply = (description: string, schema: string | object, examples: Examples) => ({
  description,
  content: {
    'application/json': {
      schema: typeof schema === 'string' ? { $ref: `#/components/schemas/${schema}` } : schema,
      examples,
    },
  },
});

/** A JSON answer with one example. */
export const json = (description: string, schema: string | object, value: unknown) =>
  reply(description, schema, { example: { value } });

/** The document is the same at every start. */
export const EXAMPLE_TIME = new Date('2026-11-22T08:30:00.000Z');
/** The general answer to a request of this path. */
export const problemAt = (status: number, path: string) => httpProblem(status, path, EXAMPLE_TIME);

/** The answer to a body or a query that does not read. */
export const unreadable = (errorDescription: string, errorCode = 'F002') => ({
  400: json('The request does not read', 'Rejected', rejected(errorCode, errorDescription)),
});

/** What the calls that are ours answer instead, each where it can happen. */
export const problems = (path: string, ...statuses: (404 | 409)[]) => ({
  401: json('The bearer token is missing or wrong', 'HttpProblem', problemAt(401, path)),
  403: json('No API_TOKEN is set, and the service is not bound to loopback', 'HttpProblem', problemAt(403, path)),
  ...(statuses.includes(409) && {
    409: json('It is no longer as this call needs it', 'HttpProblem', problemAt(409, path)),
  }),
  ...(statuses.includes(404) && { 404: json('There is none', 'HttpProblem', problemAt(404, path)) }),
});
