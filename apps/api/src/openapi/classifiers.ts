import { CLASSIFIERS } from '@aml-customer/domain';
import { defaultModel } from '@aml-customer/risk-evaluation';
import { documentedCall, extensionCall, managementCall, parameterRef, pathParameter } from './operations.js';
import { bodyErrors, emptyResponse, invalidValue, jsonResponse, managementErrors, responseRef } from './responses.js';
import { arrayOf, boolean, count, date, enumOf, nullable, object, schemaRef, string } from './schemas.js';
import type { Section } from './section.js';

const schemas = {
  Classifier: object({ name: enumOf(...CLASSIFIERS), codes: count, path: string }),
  ClassifierEntry: object(
    {
      code: string,
      name: string,
      withdrawn: {
        ...date,
        description:
          'For a currency that ISO 4217 has withdrawn: since when. An old deposit may carry it, so it is accepted',
      },
    },
    ['withdrawn'],
  ),
  StoredClassifierEntry: object(
    {
      code: string,
      name: string,
      lead: boolean,
      unknownToModel: {
        ...object({ id: string, version: string }),
        description:
          'The active risk model, if it consults the classifier, and neither maps the code nor declares it to have ' +
          'no meaning: a person then decides each assessment with this code',
      },
    },
    ['lead', 'unknownToModel'],
  ),
  NewClassifierEntry: object(
    {
      name: { ...string, minLength: 1, description: 'The name that people see' },
      lead: {
        ...nullable(boolean),
        description: 'For riskManagementCategory only: whether the category is a lead, which cannot be imported',
      },
    },
    ['lead'],
  ),
};

const parameters = {
  ClassifierName: pathParameter('name', 'legalForm', 'The classifier', { enum: CLASSIFIERS }),
  ClassifierCode: pathParameter('code', 'ASSOCIATION', 'The code, percent-encoded', { maxLength: 256 }),
};
const entryParameters = [parameterRef('ClassifierName'), parameterRef('ClassifierCode')];

/** The codes that messages may use (docs/contract/contract.md, "Classifiers"). */
export const classifiers: Section = {
  schemas,
  parameters,
  paths: {
    '/classifier': {
      get: {
        ...extensionCall(
          'documentation',
          'listClassifiers',
          'List the classifiers',
          'The code lists of this installation, with the number of codes in use. `GET /classifier/{name}` lists them.',
        ),
        responses: {
          200: jsonResponse('The classifiers', arrayOf(schemaRef('Classifier')), [
            { name: 'legalForm', codes: 7, path: '/classifier/legalForm' },
          ]),
        },
      },
    },
    '/classifier/{name}': {
      get: {
        ...documentedCall(
          'classifiers',
          'listClassifier',
          'List the codes of a classifier',
          'The codes that messages may use now. Retired codes are left out.',
        ),
        parameters: [parameterRef('ClassifierName')],
        responses: {
          200: jsonResponse('The codes in use', arrayOf(schemaRef('ClassifierEntry')), [
            { code: 'LTD', name: 'Limited company' },
          ]),
          404: responseRef('NotFound'),
        },
      },
    },
    '/classifier/{name}/{code}': {
      put: {
        ...managementCall(
          'classifierManagement',
          'putClassifierEntry',
          'Add, rename or reinstate a code',
          'Messages may use the code from now on, on every instance.',
        ),
        parameters: entryParameters,
        requestBody: {
          required: true,
          content: {
            'application/json': { schema: schemaRef('NewClassifierEntry'), example: { name: 'Association' } },
          },
        },
        responses: {
          200: jsonResponse('The code is in use from now on, on every instance', 'StoredClassifierEntry', {
            code: 'ASSOCIATION',
            name: 'Association',
            unknownToModel: { id: defaultModel.id, version: defaultModel.version },
          }),
          ...invalidValue('name must be a string'),
          ...bodyErrors,
          ...managementErrors(404),
        },
      },
      delete: {
        ...managementCall(
          'classifierManagement',
          'retireClassifierEntry',
          'Retire a code',
          'New messages that use the code are rejected. Customers that have it remain readable.',
        ),
        parameters: entryParameters,
        responses: { 204: emptyResponse('Retired'), ...managementErrors(404) },
      },
    },
  },
};
