import { customerFields, nestedTypes, type EntityType, type FieldDescription } from '@aml-customer/domain';
import fc, { type Arbitrary } from 'fast-check';
import { defaultModel } from '../src/index.js';

const word = (type: string): readonly string[] => type.slice('one of '.length).split(', ');
const digits = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.nat({ max: 300 }))
  .map(([first, zeros]) => `${first}${'0'.repeat(zeros)}`);
const day = fc
  .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());
const codes = (classifier: string): readonly string[] => [
  'OTHER',
  ...defaultModel.data.mapping.filter((each) => each.classifier === classifier).map(({ code }) => code),
];
const countries = ['LT', 'LV', 'XX', 'IRN', 'lt', ...defaultModel.data.lists.flatMap((list) => list.countries)];

/** A value of a field, in any form that the contract allows. */
function valueOf(type: string): Arbitrary<unknown> {
  if (type === 'true or false') return fc.constantFrom(true, false, 'true', 'false');
  if (type.startsWith('one of ')) return fc.constantFrom(...word(type));
  if (type === 'code of country') return fc.constantFrom(...countries);
  if (type.startsWith('code of ')) return fc.constantFrom(...codes(type.slice('code of '.length)));
  if (type.startsWith('list of ')) return fc.array(valueOf(type.slice('list of '.length)), { maxLength: 3 });
  if (type.startsWith('a date '))
    return fc.oneof(
      day,
      day.map((text) => text.slice(0, 10)),
    );
  if (type === 'an integer from 0 to 100') return fc.nat({ max: 100 });
  if (type.startsWith('an integer ')) return fc.oneof(fc.nat(), fc.nat({ max: 3 }).map(String), digits);
  if (type.startsWith('a number ')) return fc.oneof(fc.nat(), fc.constantFrom('1e400', '0.5e-400', 0.25));
  const nested = nestedTypes.find(({ name }) => name === type);
  return nested ? recordOf(nested.fields) : fc.constantFrom('text', ' ', 'Žalgirio g. 7%');
}

/** An object with all mandatory and conditionally mandatory fields, and any of the others. */
function recordOf(fields: readonly FieldDescription[]): Arbitrary<Record<string, unknown>> {
  const needed = fields.filter(({ mandatory }) => mandatory !== 'no').map(({ name }) => name);
  const filled = Object.fromEntries(
    fields.map(({ name, type }) => [
      name,
      needed.includes(name) && type === 'a string' ? fc.constant('text') : valueOf(type),
    ]),
  );
  return fc.record(filled, { requiredKeys: needed });
}

/** Fixed, because these fields depend on each other. */
const FIXED = {
  communicationNumber: 'P-1',
  customerExtId: 'any',
  action: 'CREATE',
  customerStatus: 'PENDING',
  sourceOfRiskLevel: 'EVALUATE',
};
const LEFT_OUT = [
  ...Object.keys(FIXED),
  'riskLevel',
  'closingDate',
  'entityType',
  'listAdditionalValues',
  'initializeScreeningProcesses',
];

const messageOf = (entityType: EntityType): Arbitrary<Record<string, unknown>> =>
  recordOf(
    customerFields.filter(({ name, onlyFor = entityType }) => onlyFor === entityType && !LEFT_OUT.includes(name)),
  ).map((body) => {
    const { listRelatedEntity } = body as { listRelatedEntity?: readonly Record<string, unknown>[] };
    return {
      ...FIXED,
      ...body,
      entityType,
      ...(listRelatedEntity && {
        listRelatedEntity: listRelatedEntity.map(({ listAdditionalValues, ...entity }) => entity),
      }),
    };
  });

/** Any message that the domain accepts. */
export const anyMessage: Arbitrary<Record<string, unknown>> = fc.oneof(
  messageOf('INDIVIDUAL'),
  messageOf('ORGANIZATION'),
);
