import {
  customerFields,
  nestedTypes,
  read,
  type EntityType,
  type FieldDescription,
  type FieldType,
} from '@aml-customer/domain';
import fc, { type Arbitrary } from 'fast-check';
import { defaultModel } from '../src/index.js';

const digits = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.nat({ max: 300 }))
  .map(([first, zeros]) => `${first}${'0'.repeat(zeros)}`);
const day = fc
  .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());
const codes = (classifier: string): readonly string[] => [
  'OTHER',
  ...defaultModel.data.mapping.filter((entry) => entry.classifier === classifier).map(({ code }) => code),
];
const countries = ['LT', 'LV', 'XX', 'IRN', 'lt', ...defaultModel.data.lists.flatMap((list) => list.countries)];

/** A valid value of a field, in any form that the contract accepts. */
function valueOf(type: FieldType): Arbitrary<unknown> {
  switch (type.kind) {
    case 'boolean':
      return fc.constantFrom(true, false, 'true', 'false');
    case 'enum':
      return fc.constantFrom(...type.values);
    case 'code':
      return fc.constantFrom(...(type.codeList === 'country' ? countries : codes(type.codeList)));
    case 'list':
      return fc.array(valueOf(type.items.type), { maxLength: 3 });
    case 'date':
      return fc.oneof(
        day,
        day.map((text) => text.slice(0, 10)),
      );
    case 'percentage':
      return fc.nat({ max: 100 });
    case 'integer':
      return fc.oneof(fc.nat(), fc.nat({ max: 3 }).map(String), digits);
    case 'decimal':
      return fc.oneof(fc.nat(), fc.constantFrom('1e400', '0.5e-400', 0.25));
    case 'record':
      return recordOf(fieldsOfType(type.name));
    default:
      return fc.constantFrom('text', ' ', 'Žalgirio g. 7%');
  }
}

const fieldsOfType = (type: string): readonly FieldDescription[] =>
  nestedTypes.find(({ name }) => name === type)?.fields ?? [];

/** An object with all mandatory and conditionally mandatory fields, and any of the others. */
function recordOf(fields: readonly FieldDescription[]): Arbitrary<Record<string, unknown>> {
  const needed = fields.filter(({ mandatory }) => mandatory !== 'no').map(({ name }) => name);
  const filled = Object.fromEntries(
    fields.map(({ name, type }) => [
      name,
      needed.includes(name) && type.kind === 'text' ? fc.constant('text') : valueOf(type),
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

function isAccepted(message: unknown): boolean {
  const reading = read(message);
  return 'problems' in reading && reading.problems.length === 0;
}

/**
 * Any message that the domain accepts. The filter is for policies between fields, which the generator does not know.
 */
export const anyMessage: Arbitrary<Record<string, unknown>> = fc
  .oneof(messageOf('INDIVIDUAL'), messageOf('ORGANIZATION'))
  .filter(isAccepted);
