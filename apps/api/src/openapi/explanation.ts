import { FLOOR_KINDS } from '@aml-customer/application';
import { CLASSIFIERS, ENTITY_TYPES, type JsonSchema } from '@aml-customer/domain';
import {
  anyValue,
  arrayOf,
  assessedLevel,
  boolean,
  date,
  enumOf,
  object,
  open,
  points,
  riskScore,
  schemaRef,
  string,
} from './schemas.js';

const further: JsonSchema = { type: 'integer', minimum: 1, description: 'How many there are beyond those listed' };

const reasons = {
  values: { ...arrayOf(schemaRef('Cause')), description: 'The values that caused it; at most 20' },
  more: further,
  source: { ...string, description: 'The law, guideline or judgement behind it' },
};

/**
 * How an assessed level was derived: the type `Assessment` of packages/risk-evaluation. Its objects are open, since
 * stored explanations keep the members that they were written with.
 */
export const explanationSchemas: Readonly<Record<string, JsonSchema>> = {
  Explanation: open(
    object(
      {
        model: schemaRef('RiskModelReference'),
        assessedOn: { ...date, description: 'The day of the assessment' },
        entityType: enumOf(...ENTITY_TYPES),
        score: riskScore,
        levelByScore: { ...assessedLevel, description: 'The level by the score alone, before floors' },
        level: assessedLevel,
        needsDecision: boolean,
        nextReview: date,
        nextReviewBy: {
          ...object({ LOW: date, MEDIUM: date, HIGH: date, EXTREME: date }),
          description: 'The next review at each level that a person may decide for',
        },
        groups: arrayOf(schemaRef('GroupTotal')),
        contributions: arrayOf(schemaRef('Contribution')),
        floors: { ...arrayOf(schemaRef('FiredFloor')), description: 'The floors that applied' },
        lists: { ...arrayOf(schemaRef('UsedCountryList')), description: 'The country lists of the model' },
        countryStandard: { ...string, description: 'The standard of country codes' },
        unrecognisedCountries: {
          ...arrayOf(object({ pointer: string, value: string })),
          description: 'Country codes that neither the standard nor the model has, so that a person decides',
        },
        moreUnrecognisedCountries: further,
        unknownCodes: {
          ...arrayOf(object({ pointer: string, classifier: enumOf(...CLASSIFIERS), value: string })),
          description:
            'Codes that the model consults, but neither maps nor declares to have no meaning, so that a person decides',
        },
        moreUnknownCodes: further,
        notAnswered: {
          ...arrayOf(string),
          description: 'JSON Pointers of flags and key answers that are absent',
        },
        moreNotAnswered: further,
        relatedEntities: {
          ...arrayOf(schemaRef('FoundRelatedEntity')),
          description: 'Every related entity that a factor or floor found something in',
        },
        confirmed: { ...arrayOf(string), description: 'The flags that a person confirmed, as JSON Pointers' },
      },
      [
        'countryStandard',
        'moreUnrecognisedCountries',
        'unknownCodes',
        'moreUnknownCodes',
        'notAnswered',
        'moreNotAnswered',
        'relatedEntities',
      ],
    ),
    'How the level was derived: contributions before and after the cap of their group, with the values that caused ' +
      'them and their source, floors, and country lists',
  ),
  Cause: open(
    object(
      {
        pointer: { ...string, description: 'A JSON Pointer into the profile' },
        value: { ...anyValue, description: 'The value as stored; absent if a missing answer is the reason' },
        says: { ...string, description: 'What the value means' },
      },
      ['value', 'says'],
    ),
    'A value of the profile that explains a result',
  ),
  Contribution: open(
    object(
      {
        factor: string,
        number: { type: 'integer', description: "Its number in the institution's own list of factors" },
        title: string,
        group: string,
        beforeCap: { ...points, description: 'The points of the factor; mitigants are negative' },
        afterCap: { ...points, description: 'The points left under the cap of the group' },
        because: { ...arrayOf(string), description: 'The cases that applied, as the model words them' },
        ...reasons,
      },
      ['number', 'more'],
    ),
    'The points of a factor, and the reasons for them',
  ),
  GroupTotal: open(
    object({ group: string, cap: points, beforeCap: points, afterCap: points }),
    'The points of a group of factors',
  ),
  FiredFloor: open(
    object(
      {
        floor: string,
        title: string,
        level: assessedLevel,
        personDecides: boolean,
        kind: { ...enumOf(...FLOOR_KINDS), description: 'Absent if the model does not distinguish kinds' },
        ...reasons,
      },
      ['kind', 'more'],
    ),
    'A floor that applied: the level is at least this one, whatever the score',
  ),
  FoundRelatedEntity: open(
    object(
      {
        pointer: string,
        extId: string,
        role: { ...string, description: 'The code of its relation' },
        countsAs: { ...arrayOf(string), description: 'The meanings that count, by its relation or its share' },
        foundBy: { ...arrayOf(string), description: 'The ids of the factors and floors' },
      },
      ['extId'],
    ),
    'A related entity that a factor or floor found something in',
  ),
  UsedCountryList: open(
    object({
      list: string,
      date,
      validUntil: date,
      standing: enumOf('valid', 'past its validity', 'later than the assessment'),
    }),
    'A country list of the model, and whether it was valid on the day of the assessment',
  ),
};
