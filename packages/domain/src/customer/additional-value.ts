import { enumeration, record, scalar, text } from '../field-rules/field.js';
import { withPolicies } from '../field-rules/policy.js';
import { rule } from '../field-rules/rule.js';
import { decimal, integer, isBoolean, isDate, isTimestamp } from '../field-rules/values.js';
import { mandatoryWord } from './sentences.js';
import { DATATYPES } from './vocabulary.js';

type Datatype = (typeof DATATYPES)[number];

const isNumeric = (value: unknown): value is number | string => typeof value === 'number' || typeof value === 'string';

/**
 * The form of a value for each datatype, and the sentence if the value does not have it. Those of TIMESTAMP, BOOLEAN
 * and INTEGER are documented, typing errors included. A STRING can have any form.
 */
const FORMS: Readonly<
  Record<Exclude<Datatype, 'STRING'>, { readonly isValid: (value: unknown) => boolean; readonly sentence: string }>
> = {
  INTEGER: {
    isValid: (value) => isNumeric(value) && integer(value) === 'valid',
    sentence: 'bad value for INTEGER valueCode:  {code}',
  },
  DECIMAL: {
    isValid: (value) => isNumeric(value) && decimal(value) === 'valid',
    sentence: 'bad value for DECIMAL valueCode: {code}',
  },
  DATE: {
    isValid: (value) => typeof value === 'string' && isDate(value),
    sentence: "bad value for DATE (format: 'yyyy-MM-dd') valueCode: {code}",
  },
  TIMESTAMP: {
    isValid: (value) => typeof value === 'string' && isTimestamp(value),
    sentence: "bad value for TIMESTAMP (format: 'yyyy-MM-dd HH:mm:ss.SSSZ') valueCode: {code}",
  },
  BOOLEAN: { isValid: isBoolean, sentence: "bad value for BOOLEAN (values: true false') valueCode: {code}" },
};

const TYPED = DATATYPES.filter((datatype) => datatype !== 'STRING');

const fields = {
  code: text('Identifier of the additional field', {
    missing: rule('AV01', 'Problem with AdditionalValue (index: {i} ). Code is mandatory'),
    example: 'branch.segment',
  }),
  datatype: enumeration(DATATYPES, 'Datatype of the value', {
    missingOrInvalid: mandatoryWord('AV03', 'Problem with AdditionalValue (index: {i} ). Datatype', DATATYPES),
    example: 'STRING',
  }),
  description: text('Meaning of the additional field', {
    missing: rule('AV02', 'Problem with AdditionalValue (index: {i} ). Description is mandatory'),
    example: 'Segment assigned by the branch',
  }),
  value: scalar(
    'The value as a string, a JSON number or a JSON boolean, valid for the datatype; numbers can be negative',
    {
      missing: rule('AV04', 'Problem with AdditionalValue (index: {i} ). Value is mandatory'),
      example: 'RETAIL',
    },
  ),
};

/** A value of a field that the installation has configured. The list of these adds no frame. */
export const additionalValue = record(
  'AdditionalValue',
  withPolicies(fields, (policy) => [
    policy({
      at: 'value',
      name: 'lossy',
      rule: rule(
        'AV07',
        'bad value valueCode: {code}. It must be sent as a string, for a JSON number of its size loses digits',
      ),
      reads: ['value'],
      broken: ({ value }) => typeof value === 'number' && decimal(value) !== 'valid',
      quotes: ['code'],
    }),
    ...TYPED.map((wanted) =>
      policy({
        at: 'value',
        name: wanted,
        rule: rule('AV07', FORMS[wanted].sentence),
        reads: ['datatype', 'value'],
        broken: ({ datatype, value }) => datatype === wanted && value !== undefined && !FORMS[wanted].isValid(value),
        quotes: ['code'],
      }),
    ),
  ]),
  'A value of an additional, configured field',
);
