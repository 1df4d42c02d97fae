import { managementCall, parameterRef } from './operations.js';
import { emptyResponse, managementErrors } from './responses.js';
import type { Section } from './section.js';

/** Erasing a customer (docs/operating.md, "Erasing a customer"). */
export const eraseCustomer: Section = {
  paths: {
    '/amlyze-ws-rest/customer/{customerExtId}': {
      delete: {
        ...managementCall(
          'customerManagement',
          'eraseCustomer',
          'Erase a customer',
          'Removes the customer with all versions, messages, assessments, decisions, screenings and events. This ' +
            'cannot be undone. A record of who erased the customer and when remains, with a hash instead of the ' +
            'identifier. The identifier and the communication numbers can be used again.',
        ),
        parameters: [parameterRef('CustomerExtId')],
        responses: { 204: emptyResponse('Erased'), ...managementErrors(404) },
      },
    },
  },
};
