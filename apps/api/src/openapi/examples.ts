import { examples, profileOf, read } from '@aml-customer/domain';

/** A fixed time, so that the document is the same at every start. */
export const EXAMPLE_TIME = new Date('2026-11-22T08:30:00.000Z');
export const EXAMPLE_EVENT_ID = '01920f5e-0000-7000-8000-000000000001';

const [{ body: firstBody }] = examples as [(typeof examples)[number]];
const reading = read(firstBody);
if ('unreadable' in reading) throw new Error('The first example cannot be read');

/** The message of the first example, and the profile that is stored for it. */
export const firstExample = { body: firstBody, message: reading.message, profile: profileOf(reading.message) };

/** Values as OpenAPI's named examples, with the name in words as the summary that Swagger UI shows. */
export const namedExamples = (values: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { summary: inWords(name), value }]));

function inWords(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('-', ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
