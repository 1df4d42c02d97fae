import { FLOOR_KINDS } from '@aml-customer/application';
import { CLASSIFIERS, ENTITY_TYPES, type JsonSchema } from '@aml-customer/domain';
import { arrayOf, assessedLevel, boolean, date, enumOf, object, open, points, schemaRef, string } from './schemas.js';

const id: JsonSchema = { ...string, pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' };
const classifier = enumOf(...CLASSIFIERS);
const fieldPointers: JsonSchema = {
  ...arrayOf(string),
  description: 'JSON Pointers, with * for any element of a list',
};
const described = { id, title: string, meaning: string, source: string, enabled: boolean };

/**
 * The model file (packages/risk-evaluation/README.md, "The model file"). Its objects are open here: the service itself
 * rejects unknown members, and names each with its position.
 */
export const modelFileSchemas: Readonly<Record<string, JsonSchema>> = {
  RiskModelFile: open(
    object(
      {
        id,
        version: string,
        title: string,
        format: { type: 'integer', description: 'Absent in older models' },
        note: { ...string, description: 'States that the weights are expert judgement' },
        groups: arrayOf(open(object({ id, title: string, cap: points }), 'A group of factors and its cap')),
        levels: arrayOf(
          open(
            object({
              level: assessedLevel,
              from: { ...points, description: 'The lowest score of the level' },
              waitsForPerson: boolean,
              reviewMonths: { type: 'integer', minimum: 1 },
            }),
            'A level, in ascending order',
          ),
        ),
        required: {
          ...object(Object.fromEntries(ENTITY_TYPES.map((type) => [type, fieldPointers]))),
          description: 'The answers that an assessment needs, by type of customer',
        },
        factors: arrayOf(schemaRef('RiskFactor')),
        floors: arrayOf(schemaRef('RiskFloor')),
        lists: arrayOf(schemaRef('CountryList')),
        meanings: arrayOf(
          open(
            object({ id, classifier, says: string, shareFrom: points }, ['shareFrom']),
            'A meaning that the codes of a classifier can have',
          ),
        ),
        mapping: arrayOf(
          open(object({ classifier, code: string, means: arrayOf(id) }), 'The meanings of a code of the installation'),
        ),
        withoutMeaning: {
          ...arrayOf(object({ classifier, codes: arrayOf(string) })),
          description: 'The codes that have no meaning, by classifier',
        },
        countryCodes: {
          ...arrayOf(open(object({ code: string, is: string }), 'A code of the installation and its ISO code')),
          description: 'ISO 3166-1 alpha-2 codes for other codes of the country classifier',
        },
      },
      ['format', 'withoutMeaning'],
    ),
    'A risk model as data. The folder packages/risk-evaluation has examples, and its README explains every member',
  ),
  RiskFactor: open(
    object(
      {
        ...described,
        number: { type: 'integer', minimum: 1 },
        group: id,
        combine: enumOf('highest', 'sum'),
        atMost: points,
        keyAnswers: boolean,
        related: open(
          object({ whole: arrayOf(id), othersPercent: points }),
          'Evaluates the cases for each related entity; the worst one counts',
        ),
        cases: arrayOf(
          open(
            object(
              {
                points: { type: 'integer', minimum: -100, maximum: 100 },
                says: string,
                for: enumOf(...ENTITY_TYPES),
                when: schemaRef('RiskCondition'),
              },
              ['for'],
            ),
            'Adds points if its condition holds',
          ),
        ),
      },
      ['number', 'enabled', 'atMost', 'keyAnswers', 'related'],
    ),
    'A factor: its cases add points',
  ),
  RiskFloor: open(
    object(
      {
        ...described,
        level: assessedLevel,
        personDecides: boolean,
        kind: enumOf(...FLOOR_KINDS),
        when: schemaRef('RiskCondition'),
      },
      ['enabled'],
    ),
    'A minimum level if a condition holds, whatever the score',
  ),
  RiskCondition: open(
    object({ kind: { ...string, examples: ['flag', 'country', 'all'] } }),
    'A condition on the answers. Its further members depend on `kind`',
  ),
  CountryList: open(
    object(
      {
        id,
        title: string,
        date,
        validUntil: date,
        source: string,
        note: string,
        countries: { ...arrayOf(string), description: 'ISO 3166-1 alpha-2 codes' },
      },
      ['note'],
    ),
    'A dated list of countries',
  ),
};
