type Examples = Readonly<Record<string, { readonly value: unknown }>>;

/** A JSON answer with named examples. */
export const reply = (description: string, schema: string | object, examples: Examples) => ({
  description,
  content: { 'application/json': { schema: typeof schema === 'string' ? { $ref: `#/components/schemas/${schema}` } : schema, examples } },
});

/** A JSON answer with one example. */
export const json = (description: string, schema: string | object, value: unknown) => reply(description, schema, { example: { value } });

const httpProblem = (status: number, error: string, path: string) => ({ timestamp: '2026-11-22T08:30:00.000Z', status, error, path });

/** The answer to a body or a query that does not read. */
export const unreadable = (errorDescription: string, errorCode = 'F002') =>
  ({ 400: json('The request does not read', 'Rejected', { resultType: 'REQUEST_REJECTED', errorCode, errorDescription }) });

/** What the calls that are ours answer instead, each where it can happen. */
export const problems = (path: string, ...statuses: (404 | 409)[]) => ({
  401: json('The bearer token is missing or wrong', 'HttpProblem', httpProblem(401, 'Unauthorized', path)),
  403: json('No API_TOKEN is set, and the service is not bound to loopback', 'HttpProblem', httpProblem(403, 'Forbidden', path)),
  ...(statuses.includes(409) && { 409: json('It is no longer as this call needs it', 'HttpProblem', httpProblem(409, 'Conflict', path)) }),
  ...(statuses.includes(404) && { 404: json('There is none', 'HttpProblem', httpProblem(404, 'Not Found', path)) }),
});
