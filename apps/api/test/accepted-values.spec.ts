import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  customerFields,
  exampleBody,
  isBlank,
  pointerTo,
  read,
  type FieldDescription,
  type FieldType,
} from '@aml-customer/domain';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { openApiDocument } from '../src/openapi/document.js';
import { posting, startApp, type AppUnderTest } from '../src/testing/app.js';

type Body = Readonly<Record<string, unknown>>;

const document = JSON.parse(JSON.stringify(openApiDocument())) as { readonly components: object };
const ajv = new Ajv2020({ strict: false, allowUnionTypes: true });
const fitsSchema = ajv.compile({ $ref: '#/components/schemas/Customer', components: document.components });

const { listRelatedEntity } = exampleBody('organization-with-related-person');
const BODIES = {
  INDIVIDUAL: { ...exampleBody('person-full'), communicationNumber: 'new', customerExtId: 'new', listRelatedEntity },
  ORGANIZATION: {
    ...exampleBody('organization-full'),
    communicationNumber: 'new',
    customerExtId: 'new',
    listRelatedEntity,
  },
} as const;

interface Place {
  readonly pointer: string;
  readonly type: FieldType;
}

/** Every field of the table at its place in a body, nested ones included. */
function placesOf(fields: readonly Pick<FieldDescription, 'name' | 'type'>[], parent = ''): Place[] {
  return fields.flatMap(({ name, type }) => {
    const pointer = pointerTo(parent, name);
    return [{ pointer, type }, ...placesWithin(type, pointer)];
  });
}

function placesWithin(type: FieldType, pointer: string): Place[] {
  if (type.kind === 'record')
    return placesOf(
      Object.entries(type.fields).map(([name, field]) => ({ name, type: field.type })),
      pointer,
    );
  if (type.kind !== 'list') return [];
  const element = pointerTo(pointer, 0);
  return [{ pointer: element, type: type.items.type }, ...placesWithin(type.items.type, element)];
}

const cases = Object.entries(BODIES).flatMap(([entityType, body]) =>
  placesOf(customerFields.filter(({ onlyFor = entityType }) => onlyFor === entityType)).map(
    (place) => [`${entityType} ${place.pointer}`, body as Body, place] as const,
  ),
);

/** The body with another value at a pointer. */
function changed(body: Body, pointer: string, value: unknown): Body {
  const copy = structuredClone(body);
  const steps = pointer.slice(1).split('/');
  const last = steps.pop()!;
  let parent = copy as Record<string, unknown>;
  for (const step of steps) parent = (parent[step] ??= {}) as Record<string, unknown>;
  parent[last] = value;
  return copy;
}

function isRead(body: Body): boolean {
  const reading = read(body);
  return !('unreadable' in reading) && reading.problems.length === 0;
}

const ABSENT = ['', ' ', '\t\u00a0', '\u200b', '\u3164', null];
const NUMBERS = [0, 5, 100, 101, 0.5, -1, '5', '0', '100', '101', '0.5', '-1', '-0', '5.0', '5.5', '1e3'];
const DATES = [
  '2024-02-29',
  '2024-02-29T10:00:00Z',
  '2024-02-29T10:00:00.000+02:00',
  '2024-02-29t10:00:00,5z',
  '2016-12-31T23:59:60Z',
  '29.02.2024',
];
const PRESENT = [true, false, 'true', 'TRUE', 'x', ...NUMBERS, ...DATES, {}, [], [[]], [5], [null]];
const isBlankText = (value: unknown) => typeof value === 'string' && value !== '' && isBlank(value);
const show = (values: readonly unknown[]) => values.map((value) => JSON.stringify(value));

test('the table has nested fields, and their bodies are valid', () => {
  expect(cases.length).toBeGreaterThan(300);
  for (const body of Object.values(BODIES)) expect([isRead(body), fitsSchema(body)]).toEqual([true, true]);
});

describe.each(cases)('%s', (_, body, { pointer, type }) => {
  const verdicts = (values: readonly unknown[]) =>
    values.map((value) => {
      const candidate = changed(body, pointer, value);
      return { value, onWire: isRead(candidate), bySchema: fitsSchema(candidate) };
    });

  test('the schema accepts every value that the wire accepts', () => {
    // Of all blank strings, the schema of an enum lists only the empty one.
    const values = [...ABSENT, ...PRESENT].filter((value) => type.kind !== 'enum' || !isBlankText(value));
    const refused = verdicts(values).filter(({ onWire, bySchema }) => onWire && !bySchema);
    expect(show(refused.map(({ value }) => value))).toEqual([]);
  });

  test('the wire accepts every value that the schema accepts', () => {
    const isConditional = pointer === '/closingDate'; // It depends on customerStatus.
    const refused = verdicts(isConditional ? [] : PRESENT).filter(({ onWire, bySchema }) => bySchema && !onWire);
    expect(show(refused.map(({ value }) => value))).toEqual([]);
  });
});

test.each([undefined, '', null])('the schema of a batch element accepts %j as sourceOfRiskLevel', (value) => {
  const fitsBatch = ajv.compile({ $ref: '#/components/schemas/Batch', components: document.components });
  for (const body of Object.values(BODIES)) {
    const { sourceOfRiskLevel: _, ...element } = body as Body;
    const customers = [value === undefined ? element : { ...element, sourceOfRiskLevel: value }];
    expect(fitsBatch({ customers })).toBe(true);
  }
});

test.each([
  [null, true],
  ['', false],
  ['Checked', true],
])('the schema of a decision accepts %j as a comment: %s', (comment, accepts) => {
  const fitsDecision = ajv.compile({ $ref: '#/components/schemas/Decision', components: document.components });
  const decision = { decisionType: 'ACCEPTED', finalRiskLevel: 'HIGH', decisionGroundCode: '02', decidedBy: 'Ona' };
  expect(fitsDecision({ ...decision, comment })).toBe(accepts);
});

describe('over HTTP', () => {
  let app: AppUnderTest;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());

  test.each(['', null])('the schema accepts %j for every field that may have it', async (value) => {
    const differing: string[] = [];
    for (const [name, body, { pointer }] of cases) {
      const candidate = changed(body, pointer, value);
      const { json } = await app.call({ ...posting(candidate), path: '/amlyze-ws-rest/validate-customer' });
      const isAccepted = (json as { resultType: string }).resultType === 'REQUEST_ACCEPTED';
      if (isAccepted && !fitsSchema(candidate)) differing.push(name);
    }
    expect(differing).toEqual([]);
  });
});
