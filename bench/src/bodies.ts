import { examples } from '@aml-customer/domain';

/** Ten digits, that no example has, in place of the number of a message and its customer. */
const NUMBER = '0000000000';

const exampleOf = (name: string): Readonly<Record<string, unknown>> => {
  const found = examples.find((example) => example.name === name);
  if (!found) throw new Error(`There is no example ${name}`);
  return found.body;
};

/** Before the number of a message, of the message that replaces it, and of their customer. */
export const PREFIXES = { message: 'BENCH-', update: 'BENCH-UPDATE-', customer: 'CUSTOMER-' } as const;

const withNumber = (body: Readonly<Record<string, unknown>>, message: string = PREFIXES.message): string =>
  JSON.stringify({
    ...body,
    communicationNumber: `${message}${NUMBER}`,
    customerExtId: `${PREFIXES.customer}${NUMBER}`,
  });

const { initializeScreeningProcesses, ...organization } = exampleOf('organization-with-related-person');
const { riskLevel, ...unrated } = organization;
const person = exampleOf('person-minimal');

/** A message to be sent many times, each time as another customer's. */
export interface Subject {
  /** JSON in which ten digits stand for the number of the message and its customer. */
  readonly text: string;
  /** Whether validation finds something. */
  readonly rejected?: true;
  /** Whether its customer is stored before, at another level. */
  readonly replaces?: true;
}

/**
 * What is sent, by the name that tables show: all fields of an organisation with a related person, and what is
 * mandatory of a person; EVALUATE also asks for a screening, and UPDATE changes a person's level.
 */
export const SUBJECTS: Readonly<
  Record<'full organisation' | 'minimal person' | 'UPDATE' | 'EVALUATE' | 'rejected', Subject>
> = {
  'full organisation': { text: withNumber(organization) },
  'minimal person': { text: withNumber(person) },
  UPDATE: { text: withNumber({ ...person, action: 'UPDATE', riskLevel: 'MEDIUM' }, PREFIXES.update), replaces: true },
  EVALUATE: { text: withNumber({ ...unrated, sourceOfRiskLevel: 'EVALUATE', initializeScreeningProcesses }) },
  rejected: { text: withNumber({ ...organization, registrationCountry: 'XX' }), rejected: true },
};

/**
 * Scatters consecutive numbers over all of ten digits, each to another: keys of other systems do not arrive in order
 * either.
 */
const SCATTER = { factor: 617_283, modulus: 10_000_000_000 };
export const scattered = (number: number): string =>
  String((number * SCATTER.factor) % SCATTER.modulus).padStart(NUMBER.length, '0');
/** The same in SQL, of an integer expression. */
export const scatteredSql = (number: string): string =>
  `lpad((${number} * ${SCATTER.factor}::bigint % ${SCATTER.modulus})::text, ${NUMBER.length}, '0')`;

/**
 * Makes bodies for consecutive numbers, cheaply: the text is copied, and digits are written over. `many` messages make
 * a batch.
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
