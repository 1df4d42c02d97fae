import type { JsonSchema } from '@aml-customer/domain';
import { DOCUMENTS } from '../pages/documents.js';
import { ERROR_ORDERS, errorList } from '../pages/errors-page.js';
import { fieldList } from '../pages/fields-page.js';
import { home } from '../pages/home-page.js';
import { extensionCall, pathParameter, queryParameter } from './operations.js';
import { jsonResponse, responseRef } from './responses.js';
import { anyValue, arrayOf, enumOf, object, open, schemaRef, string } from './schemas.js';
import type { Section } from './section.js';

const field = object(
  {
    name: string,
    type: { ...string, description: 'The type in words' },
    mandatory: { ...string, description: 'yes, no, or when it is' },
    onlyFor: { ...enumOf('INDIVIDUAL', 'ORGANIZATION'), description: 'The only type of customer that has the field' },
    aliases: arrayOf(string),
    meaning: string,
    limit: string,
    classifier: { ...string, description: 'The name of the classifier that has its codes' },
    // Linters take an object with `type` and `example` for a schema, even inside an example.
    exampleValue: { ...anyValue, description: 'A valid value' },
    errors: { ...arrayOf(string), description: 'The codes of the errors that name the field' },
  },
  ['onlyFor', 'limit', 'classifier', 'exampleValue'],
);

const schemas = {
  Home: object({ name: string, links: { type: 'object', additionalProperties: string }, documents: arrayOf(string) }),
  FieldDescription: field,
  FieldList: object({
    fields: arrayOf(schemaRef('FieldDescription')),
    types: arrayOf(object({ name: string, fields: arrayOf(schemaRef('FieldDescription')) })),
  }),
  ErrorDescription: object(
    {
      code: string,
      sentence: { ...string, description: 'The sentence with its placeholders' },
      path: { ...string, description: 'The path of the field, with * for a list index' },
      rank: { type: 'integer', description: 'The row in the order of errors' },
      origin: enumOf('documented', 'extension'),
      example: object(
        {
          cause: open({ type: 'object' }, 'The members of a message that cause the error'),
          description: { ...string, description: 'The sentence as it is answered' },
        },
        ['cause'],
      ),
    },
    ['path', 'rank'],
  ),
  ErrorList: object({ errors: arrayOf(schemaRef('ErrorDescription')) }),
};

const [firstField] = fieldList.fields;
const [firstError] = errorList('rank').errors;

/** A page for browsers, and the same as JSON for programs. */
const pageOrJson = (description: string, schema: string, example: object) => {
  const response = jsonResponse(description, schema, example);
  const page: JsonSchema = { ...string, description: 'A page, if the Accept header names text/html' };
  return { ...response, content: { ...response.content, 'text/html': { schema: page } } };
};

/** The service's own pages. */
export const documentation: Section = {
  schemas,
  paths: {
    '/': {
      get: {
        ...extensionCall(
          'documentation',
          'home',
          'The start page',
          'Links to the pages, the OpenAPI document and the health checks.',
        ),
        responses: { 200: pageOrJson('The links', 'Home', home) },
      },
    },
    '/docs/{name}': {
      get: {
        ...extensionCall('documentation', 'readDocument', 'Read a document', 'A document of the project, as Markdown.'),
        parameters: [pathParameter('name', 'contract', 'The name of the document', { enum: Object.keys(DOCUMENTS) })],
        responses: {
          200: { description: 'The document', content: { 'text/plain': { schema: string } } },
          404: responseRef('NotFound'),
        },
      },
    },
    '/fields': {
      get: {
        ...extensionCall(
          'documentation',
          'listFields',
          'List the fields of a message',
          'Every field with its type, rule, limit, classifier and error codes, in the order of the contract.',
        ),
        responses: { 200: pageOrJson('The fields', 'FieldList', { fields: [firstField], types: [] }) },
      },
    },
    '/errors': {
      get: {
        ...extensionCall(
          'documentation',
          'listErrors',
          'List the error catalogue',
          'Every error with its sentence, rank, field and an example.',
        ),
        parameters: [queryParameter('order', 'The order', { type: 'string', enum: ERROR_ORDERS, default: 'rank' })],
        responses: { 200: pageOrJson('The errors', 'ErrorList', { errors: [firstError] }) },
      },
    },
  },
};
