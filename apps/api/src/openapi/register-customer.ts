import { customerSchemas, errorCatalogue, examples, fill } from '@aml-customer/domain';
import { ACCEPTED, rejected } from '../http/answers.js';
import { documentedCall } from './operations.js';
import { ignoredFieldsHeader, jsonResponses, messageErrors, overloaded } from './responses.js';
import { schemaRef } from './schemas.js';
import type { Section } from './section.js';

/** The rejections that the document shows, by the catalogue entry and rule that they come from. */
const SHOWN_REJECTIONS: Readonly<Record<string, string>> = {
  'customer-exists': 'C004 /customerExtId#exists',
  'number-used': 'O001 /communicationNumber#used',
  'application-date-missing': 'C012 /applicationDate#missing',
  'field-of-the-other-type': 'C014. /companyAssetValue#forbidden',
  'address-without-country': 'Q004.ADR02 /listAddress/*/country#missing',
  'document-of-a-related-entity':
    'C017.C016.RE08.DOC03 /listRelatedEntity/*/listBusinessEntityDocument/*/documentNumber#missing',
};

function rejectionOf(identity: string) {
  const entry = errorCatalogue.find(({ code, rules }) => rules.some((rule) => `${code} ${rule}` === identity));
  if (!entry) throw new Error(`The catalogue has no entry ${identity}`);
  return rejected(entry.code, fill(entry.sentence, [0, 0, 0]));
}

const DESCRIPTION = `202 means that the customer, its new version, the communication number and the work still to do are
committed to the database. A message that is rejected for its data is answered 200.

The call is idempotent: the same communication number with the same body is answered 202 again, with the header
Idempotent-Replayed, and changes nothing. Members that are not fields of the contract, such as a misspelt isPep, are
stored and ignored; the header Ignored-Fields counts them.

[Errors](/errors) lists every error, and [Fields](/fields) every field with its rules. A response carries one error: the
first one in the order of the contract.`;

/** The documented call (docs/contract/contract.md, "The call"). */
export const registerCustomer: Section = {
  schemas: customerSchemas,
  paths: {
    '/amlyze-ws-rest/customer': {
      post: {
        ...documentedCall(
          'customers',
          'createOrUpdateCustomer',
          'Register a customer, or replace all data of one',
          DESCRIPTION,
        ),
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: schemaRef('Customer'),
              examples: Object.fromEntries(examples.map(({ name, summary, body }) => [name, { summary, value: body }])),
            },
          },
        },
        responses: {
          202: {
            ...jsonResponses('Accepted and stored', 'Accepted', { accepted: ACCEPTED }),
            headers: {
              ...ignoredFieldsHeader,
              'Idempotent-Replayed': {
                description: 'true if the same message was accepted before',
                schema: { type: 'string', enum: ['true'] },
              },
            },
          },
          200: {
            ...jsonResponses(
              'Rejected for its data: the first error in the order of the contract',
              'Rejected',
              Object.fromEntries(
                Object.entries(SHOWN_REJECTIONS).map(([name, identity]) => [name, rejectionOf(identity)]),
              ),
            ),
            headers: ignoredFieldsHeader,
          },
          ...messageErrors,
          ...overloaded('Too many messages are waiting to be stored. This one was not stored; send it again'),
        },
      },
    },
  },
};
