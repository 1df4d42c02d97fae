import { CLASSIFIERS, STRUCTURE } from '@aml-customer/domain';
import { notReceived } from './customer-call.js';
import { customerViewExample, versionExample } from './management-schemas.js';
import { json, problems } from './replies.js';

const ofCustomer = {
  name: 'customerExtId',
  in: 'path',
  required: true,
  description: "The institution's identifier, percent-encoded",
  schema: { type: 'string' },
  example: customerViewExample.customerExtId,
};
const ofVersion = { name: 'version', in: 'path', required: true, schema: { type: 'integer', minimum: 1 }, example: 1 };
const ofClassifier = {
  name: 'name',
  in: 'path',
  required: true,
  schema: { type: 'string', enum: CLASSIFIERS },
  example: 'legalForm',
};
const ofCode = {
  name: 'code',
  in: 'path',
  required: true,
  description: 'The code, percent-encoded',
  schema: { type: 'string', maxLength: 256 },
  example: 'ASSOCIATION',
};
const security = [{ apiToken: [] }, {}];
const listOf = (schema: string) => ({ type: 'array', items: { $ref: `#/components/schemas/${schema}` } });
const entry = { code: 'ASSOCIATION', name: 'Association' };

const customer = '/amlyze-ws-rest/customer';
const reading = (operationId: string, summary: string, parameters: readonly object[], ok: object, path: string) => ({
  tags: ['Reading back'],
  operationId,
  summary,
  security,
  parameters,
  responses: { 200: ok, ...problems(path, 404) },
});

/** The calls that are ours, by path. */
export const ourPaths = {
  [`${customer}/{customerExtId}`]: {
    get: reading(
      'readCustomer',
      'The customer as it is now',
      [ofCustomer],
      json('The customer', 'CustomerView', customerViewExample),
      `${customer}/CUST-77032`,
    ),
  },
  [`${customer}/{customerExtId}/versions`]: {
    get: reading(
      'listVersions',
      'Its versions, and what caused each',
      [ofCustomer],
      json('The versions, the first one first', listOf('CustomerVersion'), [versionExample]),
      `${customer}/CUST-77032/versions`,
    ),
  },
  [`${customer}/{customerExtId}/versions/{version}`]: {
    get: reading(
      'readVersion',
      'One version, whole',
      [ofCustomer, ofVersion],
      json('The version', 'CustomerView', customerViewExample),
      `${customer}/CUST-77032/versions/1`,
    ),
  },
  '/classifier/{name}': {
    get: {
      tags: ['Classifiers'],
      operationId: 'listClassifier',
      summary: 'The codes of a classifier',
      parameters: [ofClassifier],
      responses: {
        200: json('The codes in use', listOf('ClassifierEntry'), [{ code: 'LTD', name: 'Limited company' }]),
        404: problems('/classifier/shoeSize', 404)[404],
      },
    },
  },
  '/classifier/{name}/{code}': {
    put: {
      tags: ['Classifiers'],
      operationId: 'putClassifierEntry',
      summary: 'Ours: add a code, rename it, or take it back into use',
      security,
      parameters: [ofClassifier, ofCode],
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: { $ref: '#/components/schemas/NewClassifierEntry' },
            example: { name: 'Association' },
          },
        },
      },
      responses: {
        200: json('The code is in use from now on, on every instance', 'ClassifierEntry', entry),
        400: json('The body does not read', 'Rejected', {
          resultType: 'REQUEST_REJECTED',
          errorCode: STRUCTURE.wrongType.code,
          errorDescription: 'name must be a string',
        }),
        ...notReceived,
        ...problems('/classifier/shoeSize/44', 404),
      },
    },
    delete: {
      tags: ['Classifiers'],
      operationId: 'retireClassifierEntry',
      summary: 'Ours: retire a code',
      security,
      parameters: [ofClassifier, ofCode],
      description: 'New messages that use it are rejected; customers that have it stay readable.',
      responses: { 204: { description: 'Retired' }, ...problems('/classifier/legalForm/ASSOCIATION', 404) },
    },
  },
  '/health/live': {
    get: {
      tags: ['Operation'],
      operationId: 'live',
      summary: 'The process runs',
      responses: { 200: json('It does', 'Health', { status: 'ok' }) },
    },
  },
  '/health/ready': {
    get: {
      tags: ['Operation'],
      operationId: 'ready',
      summary: 'The database answers and its migrations are applied',
      responses: {
        200: json('Ready', 'Health', { status: 'ok' }),
        503: json('Not ready, or stopping', 'Health', { status: 'error' }),
      },
    },
  },
  '/metrics': {
    get: {
      tags: ['Operation'],
      operationId: 'metrics',
      summary: 'Counters for Prometheus',
      security,
      responses: {
        200: { description: 'Text exposition format', content: { 'text/plain': { schema: { type: 'string' } } } },
        ...problems('/metrics'),
      },
    },
  },
};
