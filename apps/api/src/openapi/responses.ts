import { fill, STRUCTURE, type Rule } from '@aml-customer/domain';
import { FORBIDDEN } from '../access/forbidden.js';
import { BUSY, FAILED, rejected, RETRY_AFTER_S } from '../http/answers.js';
import { httpProblem } from '../http/http-problem.js';
import { TIMEOUTS } from '../http/http-server.js';
import { EXAMPLE_TIME, namedExamples } from './examples.js';
import { extension } from './operations.js';
import { schemaRef } from './schemas.js';

/** A JSON response with named examples. */
export const jsonResponses = (
  description: string,
  schema: string | object,
  examples: Readonly<Record<string, unknown>>,
) => jsonContent(description, schema, namedExamples(examples));

/** A JSON response with one example, which has the first words of the description as its name. */
export function jsonResponse(description: string, schema: string | object, example: unknown) {
  const summary = /^[^,.;:()]+/.exec(description)?.[0].trim() ?? 'Example';
  const name = summary.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return jsonContent(description, schema, { [name]: { summary, value: example } });
}

const jsonContent = (description: string, schema: string | object, examples: object) => ({
  description,
  content: {
    'application/json': { schema: typeof schema === 'string' ? schemaRef(schema) : schema, examples },
  },
});

/** A response without a body. */
export const emptyResponse = (description: string) => ({ description });

/** An error response in the form of errors that do not concern a customer message. */
export const httpProblemResponse = (status: number, description: string, path: string, reason?: string) =>
  jsonResponse(extension(description), 'HttpProblem', httpProblem(status, path, EXAMPLE_TIME, reason));

const structuralError = (
  description: string,
  { code, sentence }: Rule,
  values: Readonly<Record<string, string>> = {},
) => jsonResponse(extension(description), 'Rejected', rejected(code, fill(sentence, [], values)));

/** Error responses that several subjects refer to. */
export const sharedResponses = {
  MalformedBody: structuralError(
    'The body is not a JSON object, is malformed, or nests too deeply',
    STRUCTURE.notAnObject,
    {
      detail: ': malformed at line 3, column 17',
    },
  ),
  Unauthorized: httpProblemResponse(401, 'The bearer token is missing or wrong', '/assessments'),
  Forbidden: httpProblemResponse(
    403,
    'No token is set, and the service is not bound to loopback or the request is not local',
    '/assessments',
    FORBIDDEN.notLocal,
  ),
  ForeignPage: httpProblemResponse(
    403,
    'A web page of another origin sent the request, and ALLOWED_ORIGINS does not name it',
    '/amlyze-ws-rest/customer',
    FORBIDDEN.foreignPage,
  ),
  TooManyGuesses: {
    ...httpProblemResponse(429, 'Too many wrong tokens came from this address', '/assessments'),
    headers: {
      'Retry-After': { description: 'Seconds until the next attempt', schema: { type: 'integer', minimum: 1 } },
    },
  },
  NotFound: httpProblemResponse(404, 'Not found', '/assessments/18'),
  RequestTimeout: httpProblemResponse(
    408,
    `The request did not arrive within ${TIMEOUTS.request / 1000} seconds; the connection is closed`,
    '',
  ),
  BodyTooLarge: structuralError(
    'The body is larger than BODY_LIMIT, or a batch than BATCH_BODY_LIMIT',
    STRUCTURE.tooLarge,
    {
      limit: '1048576',
    },
  ),
  UnsupportedMediaType: structuralError('The content type is not application/json in UTF-8', STRUCTURE.notJson),
  InternalError: jsonResponse(
    extension('An internal error; the log has the details under the request id'),
    'Failure',
    FAILED,
  ),
};

export const responseRef = (name: string) => ({ $ref: `#/components/responses/${name}` });

/** The responses of every call that reads a JSON body, before it looks at the data. */
export const bodyErrors = {
  408: responseRef('RequestTimeout'),
  413: responseRef('BodyTooLarge'),
  415: responseRef('UnsupportedMediaType'),
};

/** The error responses of the calls that take customer messages. */
export const messageErrors = {
  400: responseRef('MalformedBody'),
  403: responseRef('ForeignPage'),
  ...bodyErrors,
  500: responseRef('InternalError'),
};

/** The responses of every management call to a caller without access, and 404 for those that look something up. */
export const managementErrors = (...statuses: 404[]) => ({
  401: responseRef('Unauthorized'),
  403: responseRef('Forbidden'),
  ...(statuses.includes(404) && { 404: responseRef('NotFound') }),
  429: responseRef('TooManyGuesses'),
});

/** The response to a body or a query with an invalid value. */
export const invalidValue = (errorDescription: string) => ({
  400: jsonResponse(
    'The request is malformed, or one of its values is invalid',
    'Rejected',
    rejected(STRUCTURE.wrongType.code, errorDescription),
  ),
});

/** The response while the service is overloaded. */
export const overloaded = (description: string) => ({
  503: {
    ...jsonResponse(extension(description), 'Failure', BUSY),
    headers: { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } },
  },
});

/** Response headers that several subjects refer to. */
export const sharedHeaders = {
  IgnoredFields: {
    description: extension(
      'The number of members that are not fields of the contract; absent if there are none. Reading the customer ' +
        'back and validate-customer list them',
    ),
    schema: { type: 'integer', minimum: 1 },
    example: 1,
  },
  RetryAfter: {
    description: 'Seconds to wait before the request is sent again',
    schema: { type: 'integer', enum: [RETRY_AFTER_S] },
  },
};

/** The headers of every answer to a message that was read. */
export const ignoredFieldsHeader = { 'Ignored-Fields': { $ref: '#/components/headers/IgnoredFields' } };
