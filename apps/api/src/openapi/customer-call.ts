import { errorCatalogue, examples, fill, STRUCTURE, type Rule } from '@aml-customer/domain';
import { ACCEPTED, BUSY, FAILED, rejected, RETRY_AFTER_S } from '../http/answers.js';
import { PATIENCE } from '../http/http-server.js';
import { json, problemAt, reply } from './replies.js';

const example = ({ code, sentence }: Rule, blanks: Readonly<Record<string, string>> = {}) =>
  rejected(code, fill(sentence, [], blanks));

/** Rejections worth showing, by the rule that they come from; the sentences are the catalogue's. */
const SHOWN: Readonly<Record<string, string>> = {
  'customer-exists': 'C004 /customerExtId#exists',
  'number-used': 'O001 /communicationNumber#used',
  'application-date-missing': 'C012 /applicationDate#missing',
  'field-of-the-other-type': 'C014. /companyAssetValue#forbidden',
  'address-without-country': 'Q004.ADR02 /listAddress/*/country#missing',
  'document-of-a-related-entity':
    'C017.C016.RE08.DOC03 /listRelatedEntity/*/listBusinessEntityDocument/*/documentNumber#missing',
};

function rejectionExamples(): Record<string, { value: unknown }> {
  return Object.fromEntries(
    Object.entries(SHOWN).map(([name, identity]) => {
      const entry = errorCatalogue.find(({ code, rules }) => rules.some((rule) => `${code} ${rule}` === identity));
      if (!entry) throw new Error(`No catalogue entry ${identity}`);
      return [name, { value: rejected(entry.code, fill(entry.sentence, [0, 0, 0])) }];
    }),
  );
}

/**
 * What is answered where a JSON body is not taken at all; one that does not come whole, before anybody looks at its
 * path.
 */
export const notReceived = {
  408: json(
    `It took longer than ${PATIENCE.request / 1000} seconds to come; the connection ends`,
    'HttpProblem',
    problemAt(408, ''),
  ),
  413: json('Larger than BODY_LIMIT', 'Rejected', example(STRUCTURE.tooLarge, { limit: '1048576' })),
  415: json('Not application/json in UTF-8', 'Rejected', example(STRUCTURE.notJson)),
};

/** What is answered where a body does not get as far as its data, or we fail. */
export const refusals = {
  400: json(
    'Not a JSON object, malformed, or nested too deeply',
    'Rejected',
    example(STRUCTURE.notAnObject, { detail: ': malformed at line 3, column 17' }),
  ),
  ...notReceived,
  500: json('Our own failure; the log has it under the request id', 'Failure', FAILED),
};

/** What is answered where too much is under way. */
export const busy = (description: string) => ({
  503: {
    ...json(description, 'Failure', BUSY),
    headers: {
      'Retry-After': {
        description: 'When to send it again, in seconds',
        schema: { type: 'integer', enum: [RETRY_AFTER_S] },
      },
    },
  },
});

/** The documented call: its request, named examples, and every answer. */
export const customerCall = (catalogue: string) => ({
  tags: ['Customer'],
  operationId: 'createOrUpdateCustomer',
  summary: 'Register a customer, or replace all data of one',
  description: `202 means that the customer, the version it made, the communication number and the work still to do are stored for good.
A message that is rejected for its data is answered 200. The same communication number with the same body may be sent again: it is answered 202
with the header Idempotent-Replayed and changes nothing.\n\n${catalogue}`,
  requestBody: {
    required: true,
    content: {
      'application/json': {
        schema: { $ref: '#/components/schemas/Customer' },
        examples: Object.fromEntries(examples.map(({ name, summary, body }) => [name, { summary, value: body }])),
      },
    },
  },
  responses: {
    202: {
      ...reply('Accepted, and durable', 'Accepted', { accepted: { value: ACCEPTED } }),
      headers: {
        'Idempotent-Replayed': {
          description: 'true when the message had been accepted before',
          schema: { type: 'string', enum: ['true'] },
        },
      },
    },
    200: reply(
      'Rejected for its data: the first problem in the order of the contract',
      'Rejected',
      rejectionExamples(),
    ),
    ...refusals,
    ...busy('Too much waits to be stored; nothing of this message was, and it may be sent again'),
  },
});
