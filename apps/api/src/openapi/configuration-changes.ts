import { CONFIGURATION_AREAS } from '@aml-customer/application';
import { EXAMPLE_TIME } from './examples.js';
import { managementCall, paging, queryParameter } from './operations.js';
import { invalidValue, jsonResponse, managementErrors } from './responses.js';
import { arrayOf, dateTime, enumOf, object, pageCursor, schemaRef, string } from './schemas.js';
import type { Section } from './section.js';

const change = {
  area: 'risk-model',
  key: ['default', '2'],
  action: 'ACTIVATED',
  changedBy: 'ona',
  changedAt: EXAMPLE_TIME.toISOString(),
};

const schemas = {
  ConfigurationChange: object({
    area: enumOf(...CONFIGURATION_AREAS),
    key: {
      ...arrayOf(string),
      description: 'Id and version of a risk model, classifier and code, or the requester of a callback receiver',
    },
    action: enumOf('ADDED', 'ACTIVATED', 'PUT', 'RETIRED', 'REMOVED'),
    changedBy: {
      ...string,
      description: 'The name of the token; local while no token is set, and "first start" for the service itself',
    },
    changedAt: dateTime,
  }),
  ConfigurationChangePage: object({ changes: arrayOf(schemaRef('ConfigurationChange')), cursor: pageCursor }, [
    'cursor',
  ]),
};

/** The record of changes to the configuration. */
export const configurationChanges: Section = {
  schemas,
  paths: {
    '/configuration-changes': {
      get: {
        ...managementCall(
          'configurationManagement',
          'listConfigurationChanges',
          'List who changed risk models, classifiers and receivers, oldest change first',
          'Every change of a risk model, a classifier code or a receiver, with the name of the token that made it.',
        ),
        parameters: [
          queryParameter('area', 'Only changes of this area', { type: 'string', enum: CONFIGURATION_AREAS }),
          ...paging,
        ],
        responses: {
          200: jsonResponse('A page', 'ConfigurationChangePage', { changes: [change], cursor: '17' }),
          ...invalidValue('limit must be an integer from 1 to 500'),
          ...managementErrors(),
        },
      },
    },
  },
};
