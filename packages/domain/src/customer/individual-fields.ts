import { boolean, date, record, text } from '../field-rules/field.js';
import { rule } from '../field-rules/rule.js';
import { codeOf } from './sentences.js';

const fieldOfActivity = record(
  'FieldOfActivity',
  {
    employment: record(
      'FieldEmployment',
      {
        employerTitle: text('Employer', { example: 'City library' }),
        employmentPositionDescription: text('Position', { example: 'Archivist' }),
        isEmployee: boolean('Employed', { example: true }),
        isSelfEmployed: boolean('Self-employed', { example: false }),
        isUnemployed: boolean('Unemployed', { example: false }),
      },
      'Employment',
    ),
    other: record(
      'FieldOther',
      {
        isOtherStatus: boolean('Has another status', { example: false }),
        otherStatusDescription: text('The other status, in words', { example: 'Parental leave' }),
      },
      'Another status',
    ),
    pension: record(
      'FieldPension',
      {
        isPensioner: boolean('Receives a pension', { example: false }),
        pensionCountry: codeOf('country', 'Country that pays the pension', {
          invalid: rule('FOA02', 'PensionCountry is invalid'),
          example: 'LT',
        }),
      },
      'Pension',
    ),
    student: record(
      'FieldStudent',
      {
        isStudent: boolean('Is a student', { example: false }),
        higherSchoolTitle: text('School', { example: 'Technical college of the coast' }),
        higherSchoolCountry: codeOf('country', 'Country of the school', {
          invalid: rule('FOA01', 'FieldOfActivity.Student.Country is invalid'),
          example: 'EE',
        }),
      },
      'Studies',
    ),
  },
  'Employment, studies, pension, or another status',
);

/** The fields that only a person has. */
export const individualFields = {
  firstName: text('First name', {
    missing: rule('C016.I01', 'for INDIVIDUAL type customer  FirstName is mandatory'),
    example: 'Austėja',
  }),
  lastName: text('Last name', {
    missing: rule('C016.I02', 'for INDIVIDUAL type customer  LastName is mandatory'),
    example: 'Girdenytė',
  }),
  birthDate: date('Date of birth', { example: '1989-05-12' }),
  birthCountry: codeOf('country', 'Country of birth', {
    invalid: rule('C016.I06', 'BirthCountry not defined in Amlyze'),
    example: 'LT',
  }),
  citizenshipCountry: codeOf('country', 'Country of citizenship', {
    invalid: rule(
      'C016.I06',
      'Problem with field for INDIVIDUAL type customer.  CitizenshipCountry not found in amlyze',
    ),
    example: 'LT',
  }),
  secondCitizenshipCountry: codeOf('country', 'Country of a second citizenship', {
    invalid: rule('C016.I08', 'SecondCitizenshipCountry not defined in Amlyze'),
    example: 'EE',
  }),
  permanentResidenceCountry: codeOf('country', 'Country of permanent residence', {
    invalid: rule('C016.I08', 'permanentResidenceCountry not defined in Amlyze'),
    example: 'LT',
  }),
  isLegalResident: boolean('Resides legally in the country of permanent residence', { example: true }),
  isFamilyPEP: boolean('A family member is politically exposed', { example: false }),
  isLitigated: boolean('Is or was a party to litigation', { example: false }),
  amlOfficer: boolean('Is an AML officer', { example: false }),
  fieldOfActivity,
} as const;
