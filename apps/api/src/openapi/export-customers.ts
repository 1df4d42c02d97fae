import { managementCall } from './operations.js';
import { customerViewExample, versionExample } from './read-customers.js';
import { managementErrors } from './responses.js';
import { string } from './schemas.js';
import type { Section } from './section.js';

const { customerExtId, customerStatus, riskLevel, title, communicationNumber, createdAt, updatedAt, version, profile } =
  customerViewExample;
const { assessmentId: _, ...importedVersion } = versionExample;
const message = { communicationNumber, customerExtId, ...profile };
const exampleLines = [
  { version: { customerExtId, ...importedVersion, customerStatus, riskLevel, title, message } },
  { customer: message, version, createdAt, updatedAt },
];

/** The export, a stream of JSON Lines. */
export const exportCustomers: Section = {
  paths: {
    '/customers/export': {
      get: {
        ...managementCall(
          'customerManagement',
          'exportCustomers',
          'Export all customers with their versions, as JSON Lines',
          'For each customer, its versions, oldest first, and then the message with which `npm run import` registers ' +
            'its current state in another installation, with the `screenings` of the customer that have not run. If ' +
            'the connection breaks, the export is incomplete.',
        ),
        responses: {
          200: {
            description: 'The lines',
            content: {
              'application/x-ndjson': {
                schema: string,
                example: exampleLines.map((line) => `${JSON.stringify(line)}\n`).join(''),
              },
            },
          },
          ...managementErrors(),
        },
      },
    },
  },
};
