import { customerViewExample, versionExample } from './management-schemas.js';
import { security, text } from './parts.js';
import { problems } from './replies.js';

const { customerExtId, customerStatus, riskLevel, title, communicationNumber, createdAt, updatedAt, version, profile } =
  customerViewExample;
const message = { communicationNumber, customerExtId, ...profile };
const example = [
  { version: { customerExtId, ...versionExample, customerStatus, riskLevel, title, message } },
  { customer: message, version, createdAt, updatedAt },
];

/** The export, which is lines and no JSON document. */
export const exportPaths = {
  '/customers/export': {
    get: {
      tags: ['Reading back'],
      operationId: 'exportCustomers',
      summary: 'All customers with their versions, as JSON Lines',
      security,
      description:
        'Of each customer its versions, the first one first, and then the message by which `npm run import` registers it elsewhere as it is now. An answer that breaks off is not the whole.',
      responses: {
        200: {
          description: 'The lines',
          content: {
            'application/x-ndjson': {
              schema: text,
              example: example.map((line) => `${JSON.stringify(line)}\n`).join(''),
            },
          },
        },
        ...problems('/customers/export'),
      },
    },
  },
};
