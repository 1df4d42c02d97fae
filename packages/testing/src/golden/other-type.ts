import type { GoldenCase } from './golden-case.js';
import { breaks } from './kit.js';

/** Fields of an organisation that the documentation does not show, under the names that its sentence gives them. */
const ORGANIZATION_ONLY: readonly (readonly [name: string, said: string])[] = [
  ['registrationCountry', 'RegistrationCountry'],
  ['isListed', 'IsListed'],
  ['isAudited', 'IsAudited'],
  ['isFined', 'IsFined'],
  ['periodsOfFiningInYears', 'PeriodsOfFiningInYears'],
  ['isRegulated', 'IsRegulated'],
  ['noMajorShareHolders', 'NoMajorShareHolders'],
  ['isDirectlyManaged', 'IsDirectlyManaged'],
  ['hasMultiLayerStructure', 'HasMultiLayerStructure'],
  ['isLicenseRequired', 'IsLicenseRequired'],
  ['isFinancialInstitution', 'IsFinancialInstitution'],
  ['thirdPartyServicesUsed', 'ThirdPartyServicesUsed'],
];

/** Likewise those of a person. */
const INDIVIDUAL_ONLY: readonly (readonly [name: string, said: string])[] = [
  ['isLegalResident', 'IsLegalResident'],
  ['isFamilyPEP', 'IsFamilyPEP'],
  ['isLitigated', 'IsLitigated'],
  ['amlOfficer', 'AmlOfficer'],
  ['fieldOfActivity', 'FieldOfActivity'],
];

/** Fields that only the other type has; the value does not matter, but for being there. */
export const otherType: readonly GoldenCase[] = [
  ...ORGANIZATION_ONLY.map(([name, said]) =>
    breaks(
      'C014.',
      `Field not allowed for INDIVIDUAL. Field:  ${said}`,
      'person',
      { [`/${name}`]: false },
      { check: 'forbidden' },
    ),
  ),
  ...INDIVIDUAL_ONLY.map(([name, said]) =>
    breaks(
      'C015.',
      `Field not allowed for ORGANIZATION. Field:  ${said}`,
      'organization',
      { [`/${name}`]: {} },
      { check: 'forbidden' },
    ),
  ),
  breaks(
    'C014.',
    'Field not allowed for INDIVIDUAL. Field:  LEI',
    'person',
    { '/lei': 'x' },
    { name: 'person: C014. by the alias of a field', at: '/LEI', check: 'forbidden' },
  ),
];
