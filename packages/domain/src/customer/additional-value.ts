import { oneOf, record, scalar, text, type Policy } from '../field-rules/field.js';
import { rule } from '../field-rules/rule.js';
import { decimal, integer, isBoolean, isDate, isTimestamp } from '../field-rules/values.js';
import { mandatoryWord } from './sentences.js';
import { DATATYPES } from './vocabulary.js';

type Datatype = (typeof DATATYPES)[number];

/**
 * How a value must read for each datatype, and the sentence when it does not; TIMESTAMP, BOOLEAN and INTEGER are
 * documented to the letter.
 */
const READS: Readonly<Record<Datatype, { readonly as: (value: unknown) => boolean; readonly sentence: string }>> = {
  STRING: { as: () => true, sentence: 'bad value for STRING valueCode: {code}' },
  INTEGER: {
    as: (value) => isNumeric(value) && integer(value) === 'reads',
    sentence: 'bad value for INTEGER valueCode:  {code}',
  },
  DECIMAL: {
    as: (value) => isNumeric(value) && decimal(value) === 'reads',
    sentence: 'bad value for DECIMAL valueCode: {code}',
  },
  DATE: {
    as: (value) => typeof value === 'string' && isDate(value),
    sentence: "bad value for DATE (format: 'yyyy-MM-dd') valueCode: {code}",
  },
  TIMESTAMP: {
    as: (value) => typeof value === 'string' && isTimestamp(value),
    sentence: "bad value for TIMESTAMP (format: 'yyyy-MM-dd HH:mm:ss.SSSZ') valueCode: {code}",
  },
  BOOLEAN: { as: isBoolean, sentence: "bad value for BOOLEAN (values: true false') valueCode: {code}" },
};

const isNumeric = (value: unknown): value is number | string => typeof value === 'number' || typeof value === 'string';
const lostDigits = (value: unknown): boolean => typeof value === 'number' && decimal(value) !== 'reads';
const itsCode = (record: Readonly<Record<string, unknown>>) => ({
  code: typeof record['code'] === 'string' ? record['code'] : '',
});

const digitsLost: Policy = {
  name: 'lossy',
  rule: rule(
    'AV07',
    'bad value valueCode: {code}. It must be sent as a string, for a JSON number of its size loses digits',
  ),
  broken: ({ value }) => lostDigits(value),
  blanks: itsCode,
};

const readsAs = (datatype: Datatype): Policy => ({
  name: datatype,
  rule: rule('AV07', READS[datatype].sentence),
  reads: ['datatype'],
  broken: (record) =>
    record['datatype'] === datatype && record['value'] !== undefined && !READS[datatype].as(record['value']),
  blanks: itsCode,
});

/** A value of a field that the installation configured itself. Its rules carry no frame but the related entity's. */
export const additionalValue = record(
  'AdditionalValue',
  {
    code: text('Identifier of the additional field', {
      missing: rule('AV01', 'Problem with AdditionalValue (index: {i} ). Code is mandatory'),
      example: 'branch.segment',
    }),
    datatype: oneOf(DATATYPES, 'What the value is to be read as', {
      must: mandatoryWord('AV03', 'Problem with AdditionalValue (index: {i} ). Datatype', DATATYPES),
      example: 'STRING',
    }),
    description: text('What the field means', {
      missing: rule('AV02', 'Problem with AdditionalValue (index: {i} ). Description is mandatory'),
      example: 'Segment kept by the branch',
    }),
    value: scalar(
      'The value: a string, or a JSON number or boolean, that reads as the datatype; numbers may be negative',
      {
        missing: rule('AV04', 'Problem with AdditionalValue (index: {i} ). Value is mandatory'),
        policies: [digitsLost, ...DATATYPES.filter((datatype) => datatype !== 'STRING').map(readsAs)],
        example: 'RETAIL',
      },
    ),
  },
  'A value of an additional, configured field',
);
