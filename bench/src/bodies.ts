import { exampleBody } from '@aml-customer/domain';

/** Ten digits that occur in no example; they stand for the number of a message and its customer. */
const NUMBER = '0000000000';

/** The prefixes of the numbers of a message, of its update, and of their customer. */
export const PREFIXES = { message: 'BENCH-', update: 'BENCH-UPDATE-', customer: 'CUSTOMER-' } as const;

const withNumber = (body: Readonly<Record<string, unknown>>, message: string = PREFIXES.message): string =>
  JSON.stringify({
    ...body,
    communicationNumber: `${message}${NUMBER}`,
    customerExtId: `${PREFIXES.customer}${NUMBER}`,
  });

const { initializeScreeningProcesses, ...organization } = exampleBody('organization-with-related-person');
const person = exampleBody('person-minimal');
const unrated = (body: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(body).filter(([name]) => name !== 'riskLevel'));

/** A message to send many times, each time for another customer. */
export interface Subject {
  /** JSON in which ten digits stand for the number of the message and its customer. */
  readonly text: string;
  /** Whether validation finds a problem. */
  readonly rejected?: true;
  /** Whether its customer is stored first, with another risk level. */
  readonly replaces?: true;
}

/**
 * The messages by their name in the tables: an organisation with all fields and a related person, and a person with the
 * mandatory fields. UPDATE changes a person's level.
 */
export const SUBJECTS: Readonly<Record<'full organisation' | 'minimal person' | 'UPDATE' | 'rejected', Subject>> = {
  'full organisation': { text: withNumber(organization) },
  'minimal person': { text: withNumber(person) },
  UPDATE: { text: withNumber({ ...person, action: 'UPDATE', riskLevel: 'MEDIUM' }, PREFIXES.update), replaces: true },
  rejected: { text: withNumber({ ...organization, registrationCountry: 'XX' }), rejected: true },
};

/** The same customers with EVALUATE; the organisation also requests a screening. */
export const EVALUATED: Readonly<Record<'full organisation' | 'minimal person', Subject>> = {
  'full organisation': {
    text: withNumber({ ...unrated(organization), sourceOfRiskLevel: 'EVALUATE', initializeScreeningProcesses }),
  },
  'minimal person': { text: withNumber({ ...unrated(person), sourceOfRiskLevel: 'EVALUATE' }) },
};

/**
 * Maps consecutive numbers to scattered ones of ten digits, one to one: keys of real systems do not arrive in order.
 */
const SCATTER = { factor: 617_283, modulus: 10_000_000_000 };
const scattered = (number: number): string =>
  String((number * SCATTER.factor) % SCATTER.modulus).padStart(NUMBER.length, '0');
/** The same mapping in SQL, for an integer expression. */
export const scatteredSql = (number: string): string =>
  `lpad((${number} * ${SCATTER.factor}::bigint % ${SCATTER.modulus})::text, ${NUMBER.length}, '0')`;

/**
 * Builds bodies for consecutive numbers cheaply: it copies the text and overwrites the digits. `many` messages make a
 * batch.
 */
export function bodyMaker(text: string, many = 1): (first: number) => Buffer {
  const whole = Buffer.from(many === 1 ? text : `{"customers":[${Array(many).fill(text).join(',')}]}`);
  const places = placesOf(whole);
  const inEach = places.length / many;
  return (first) => {
    const body = Buffer.from(whole);
    for (const [i, place] of places.entries()) body.write(scattered(first + Math.floor(i / inEach)), place, 'latin1');
    return body;
  };
}

function placesOf(text: Buffer): number[] {
  const places: number[] = [];
  for (let place = text.indexOf(NUMBER); place >= 0; place = text.indexOf(NUMBER, place + NUMBER.length))
    places.push(place);
  return places;
}
