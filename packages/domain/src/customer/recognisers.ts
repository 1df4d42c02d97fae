// Generated from the table of fields by `npm run docs`. Do not edit.

import {
  ABSENT,
  hasTwo,
  isAbsent,
  isBoolean,
  isCode,
  isDay,
  isDecimal,
  isInteger,
  isKey,
  isListOf,
  isListOfCodes,
  isObject,
  isPercentage,
  isScalar,
  isText,
  trimmed,
  withoutBlanks,
  type Body,
  type Recognition,
} from '../field-rules/recognise.js';
import { policyOf } from './recognised-bodies.js';

const breaksIndividual1 = policyOf('Individual', 'riskLevel#missing');
const breaksIndividual2 = policyOf('Individual', 'closingDate#missing');
const breaksIndividual3 = policyOf('Individual', 'closingDate#forbidden');
export function recogniseIndividual(body: Body, recognition: Recognition): boolean {
  let awaited = 9;
  const observed = {
    communicationNumber: ABSENT, requester: ABSENT, action: ABSENT, customerExtId: ABSENT, customerStatus: ABSENT,
    riskManagementCategory: ABSENT, sourceOfRiskLevel: ABSENT, riskLevel: ABSENT, initializeScreeningProcesses: ABSENT,
    businessUnit: ABSENT, entityType: ABSENT, closingDate: ABSENT, firstName: ABSENT, lastName: ABSENT,
    isFamilyPEP: ABSENT, isPEP: ABSENT, isSanctioned: ABSENT, isInAdverseMedia: ABSENT, isInInternalList: ABSENT,
  };
  for (const key in body) {
    const value = body[key];
    switch (key.length) {
      case 3: switch (key) {
        case 'LEI': case 'lei': if (isAbsent(value)) continue; return false;
      } break;
      case 4: switch (key) {
        case 'GIIN': case 'giin': if (isAbsent(value)) continue; return false;
      } break;
      case 5: switch (key) {
        case 'isPEP': if (isBoolean(value)) observed.isPEP = value; else if (!isAbsent(value)) return false; continue;
        case 'title': if (isAbsent(value)) continue; return false;
      } break;
      case 6: switch (key) {
        case 'action': if (value === 'CREATE' || value === 'UPDATE') observed.action = value;
          else if (!isAbsent(value)) return false; continue;
      } break;
      case 7: switch (key) {
        case 'isFined': if (isAbsent(value)) continue; return false;
      } break;
      case 8: switch (key) {
        case 'lastName': if (isText(value, 4000)) { observed.lastName = value; awaited--; }
          else if (!isAbsent(value)) return false; continue;
        case 'isListed': if (isAbsent(value)) continue; return false;
      } break;
      case 9: switch (key) {
        case 'requester': if (isText(value, 4000)) observed.requester = value; else if (!isAbsent(value)) return false;
          continue;
        case 'riskLevel': if (value === 'NONE' || value === 'LOW' || value === 'MEDIUM' || value === 'HIGH' ||
          value === 'EXTREME') observed.riskLevel = value; else if (!isAbsent(value)) return false; continue;
        case 'firstName': if (isText(value, 4000)) { observed.firstName = value; awaited--; }
          else if (!isAbsent(value)) return false; continue;
        case 'birthDate': if (isDay(value) || isAbsent(value)) continue; return false;
        case 'legalForm': case 'isAudited': if (isAbsent(value)) continue; return false;
      } break;
      case 10: switch (key) {
        case 'entityType': if (value === 'INDIVIDUAL' ||
          value === 'ORGANIZATION') { observed.entityType = value; awaited--; } else if (!isAbsent(value)) return false;
          continue;
        case 'amlOfficer': if (isBoolean(value) || isAbsent(value)) continue; return false;
      } break;
      case 11: switch (key) {
        case 'closingDate': if (isDay(value)) observed.closingDate = value; else if (!isAbsent(value)) return false;
          continue;
        case 'isFamilyPEP': if (isBoolean(value)) observed.isFamilyPEP = value; else if (!isAbsent(value)) return false;
          continue;
        case 'isLitigated': if (isBoolean(value) || isAbsent(value)) continue; return false;
        case 'listPurpose': if (value === 'BLACK' || value === 'WHITE' || isAbsent(value)) continue; return false;
        case 'listContact': if (isListOf(recogniseContact, value, recognition) || isAbsent(value)) continue;
          return false;
        case 'listAddress': if (isListOf(recogniseAddress, value, recognition) || isAbsent(value)) continue;
          return false;
        case 'tradingName': case 'isRegulated': if (isAbsent(value)) continue; return false;
      } break;
      case 12: switch (key) {
        case 'businessUnit': if (isCode(value, 'businessUnit', Infinity, recognition)) observed.businessUnit = value;
          else if (!isAbsent(value)) return false; continue;
        case 'nationalCode': if (isText(value, 4000) || isAbsent(value)) continue; return false;
        case 'approvalDate': if (isDay(value) || isAbsent(value)) continue; return false;
        case 'birthCountry': if (isCode(value, 'country', Infinity, recognition) || isAbsent(value)) continue;
          return false;
        case 'isSanctioned': if (isBoolean(value)) observed.isSanctioned = value;
          else if (!isAbsent(value)) return false; continue;
        case 'listActivity': if (isListOf(recogniseActivity, value, recognition) || isAbsent(value)) continue;
          return false;
      } break;
      case 13: switch (key) {
        case 'customerExtId':
          if (isKey(value, 256)) { observed.customerExtId = trimmed(value, recognition); awaited--; }
          else if (!isAbsent(value)) return false; continue;
      } break;
      case 14: switch (key) {
        case 'customerStatus': if (value === 'PENDING' || value === 'ACTIVE' || value === 'REJECTED' ||
          value === 'SUSPENDED' || value === 'CLOSED') { observed.customerStatus = value; awaited--; }
          else if (!isAbsent(value)) return false; continue;
        case 'screeningLists': if (hasTwo(body, ['initializeScreeningProcesses', 'screeningLists'])) return false;
          recognition.isMessage = false;
          if (isListOfCodes(value, 'screeningProcess', 4000, recognition)) observed.initializeScreeningProcesses = withoutBlanks(value);
          else if (!isAbsent(value)) return false; continue;
        case 'numberOfAudits': if (isAbsent(value)) continue; return false;
      } break;
      case 15: switch (key) {
        case 'applicationDate': if (isDay(value)) awaited--; else if (!isAbsent(value)) return false; continue;
        case 'isLegalResident': if (isBoolean(value) || isAbsent(value)) continue; return false;
        case 'fieldOfActivity': if (isObject(value) && recogniseFieldOfActivity(value, recognition) ||
          isAbsent(value)) continue; return false;
        case 'sourcesOfWealth': if (hasTwo(body, ['listSourceOfWealth', 'sourcesOfWealth'])) return false;
          recognition.isMessage = false; if (isListOf(recogniseSourceOfWealth, value, recognition) ||
          isAbsent(value)) continue; return false;
      } break;
      case 16: switch (key) {
        case 'isInAdverseMedia': if (isBoolean(value)) observed.isInAdverseMedia = value;
          else if (!isAbsent(value)) return false; continue;
        case 'isInInternalList': if (isBoolean(value)) observed.isInInternalList = value;
          else if (!isAbsent(value)) return false; continue;
        case 'doesCashDominate': if (isBoolean(value) || isAbsent(value)) continue; return false;
        case 'listAppealReason': if (isListOf(recogniseAppealReason, value, recognition) || isAbsent(value)) continue;
          return false;
        case 'listIncomeSource': if (isListOf(recogniseIncomeSource, value, recognition) || isAbsent(value)) continue;
          return false;
      } break;
      case 17: switch (key) {
        case 'sourceOfRiskLevel': if (value === 'IMPORT' ||
          value === 'EVALUATE') { observed.sourceOfRiskLevel = value; awaited--; }
          else if (!isAbsent(value)) return false; continue;
        case 'listRelatedEntity': if (isListOf(recogniseRelatedEntity, value, recognition) || isAbsent(value)) continue;
          return false;
        case 'establishmentDate': case 'companyAssetValue': case 'numberOfEmployees': case 'isDirectlyManaged':
          case 'isLicenseRequired': if (isAbsent(value)) continue; return false;
      } break;
      case 18: switch (key) {
        case 'citizenshipCountry': if (isCode(value, 'country', Infinity, recognition) || isAbsent(value)) continue;
          return false;
        case 'initialDepositBank': if (isText(value, 4000) || isAbsent(value)) continue; return false;
        case 'listOrderedService': if (isListOf(recogniseOrderedService, value, recognition) ||
          isAbsent(value)) continue; return false;
        case 'listPaymentPurpose': if (isListOf(recognisePaymentPurpose, value, recognition) ||
          isAbsent(value)) continue; return false;
        case 'listSourceOfWealth': if (isListOf(recogniseSourceOfWealth, value, recognition) ||
          isAbsent(value)) continue; return false;
        case 'listPaymentCountry': if (isListOf(recognisePaymentCountry, value, recognition) ||
          isAbsent(value)) continue; return false;
        case 'licenseDescription': if (isAbsent(value)) continue; return false;
      } break;
      case 19: switch (key) {
        case 'communicationNumber':
          if (isKey(value, 256)) { observed.communicationNumber = trimmed(value, recognition); awaited--; }
          else if (!isAbsent(value)) return false; continue;
        case 'activityDescription': if (isText(value, 4000) || isAbsent(value)) continue; return false;
        case 'registrationCountry': case 'noMajorShareHolders': if (isAbsent(value)) continue; return false;
      } break;
      case 20: switch (key) {
        case 'initialDepositSource': if (isText(value, 4000) || isAbsent(value)) continue; return false;
        case 'initialDepositAmount': if (isDecimal(value) || isAbsent(value)) continue; return false;
        case 'listDeclaredTurnover': if (isListOf(recogniseDeclaredTurnover, value, recognition) ||
          isAbsent(value)) continue; return false;
        case 'listRegionOfActivity': if (isListOf(recogniseRegionOfActivity, value, recognition) ||
          isAbsent(value)) continue; return false;
        case 'listAdditionalValues': if (isListOf(recogniseAdditionalValue, value, recognition) ||
          isAbsent(value)) continue; return false;
      } break;
      case 21: switch (key) {
        case 'initialDepositAccount': if (isText(value, 4000) || isAbsent(value)) continue; return false;
        case 'listCountryOfActivity': if (isListOf(recogniseCountryOfActivity, value, recognition) ||
          isAbsent(value)) continue; return false;
      } break;
      case 22: switch (key) {
        case 'riskManagementCategory':
          if (isCode(value, 'riskManagementCategory', Infinity, recognition)) { observed.riskManagementCategory = value; awaited--; }
          else if (!isAbsent(value)) return false; continue;
        case 'initialDepositCurrency': if (isCode(value, 'currency', Infinity, recognition) ||
          isAbsent(value)) continue; return false;
        case 'listIntroductionSource': if (isListOf(recogniseIntroductionSource, value, recognition) ||
          isAbsent(value)) continue; return false;
        case 'periodsOfAuditsInYears': case 'periodsOfFiningInYears': case 'hasMultiLayerStructure':
          case 'isFinancialInstitution': case 'thirdPartyServicesUsed': if (isAbsent(value)) continue; return false;
      } break;
      case 23: switch (key) {
        case 'isActualAddressDeclared': if (isBoolean(value) || isAbsent(value)) continue; return false;
        case 'incomeSourceDescription': if (isText(value, 4000) || isAbsent(value)) continue; return false;
        case 'listCountryOfTaxPayment': if (isListOf(recogniseCountryOfTaxPayment, value, recognition) ||
          isAbsent(value)) continue; return false;
      } break;
      case 24: switch (key) {
        case 'secondCitizenshipCountry': if (isCode(value, 'country', Infinity, recognition) ||
          isAbsent(value)) continue; return false;
      } break;
      case 25: switch (key) {
        case 'permanentResidenceCountry': if (isCode(value, 'country', Infinity, recognition) ||
          isAbsent(value)) continue; return false;
      } break;
      case 26: switch (key) {
        case 'incomingPaymentDescription': case 'outgoingPaymentDescription': if (isText(value, 4000) ||
          isAbsent(value)) continue; return false;
        case 'listBusinessEntityDocument': if (isListOf(recogniseBusinessEntityDocument, value, recognition) ||
          isAbsent(value)) continue; return false;
      } break;
      case 27: switch (key) {
        case 'regionOfActivityDescription': if (isAbsent(value)) continue; return false;
      } break;
      case 28: switch (key) {
        case 'initializeScreeningProcesses':
          if (isListOfCodes(value, 'screeningProcess', 4000, recognition)) observed.initializeScreeningProcesses = withoutBlanks(value);
          else if (!isAbsent(value)) return false; continue;
      } break;
      case 31: switch (key) {
        case 'isCorrespondenceAddressDeclared': if (isBoolean(value) || isAbsent(value)) continue; return false;
      } break;
      case 33: switch (key) {
        case 'thirdPartyServicesUsedDescription': if (isAbsent(value)) continue; return false;
      } break;
      case 34: switch (key) {
        case 'organizationalStructureDescription': if (isAbsent(value)) continue; return false;
      } break;
      case 37: switch (key) {
        case 'activityInRestrictedRegionDescription': if (isAbsent(value)) continue; return false;
      } break;
    }
    recognition.addUnknown(body, key, true);
  }
  recognition.observed = observed;
  return awaited === 0 && !breaksIndividual1(observed) && !breaksIndividual2(observed) && !breaksIndividual3(observed);
}

const breaksOrganization1 = policyOf('Organization', 'riskLevel#missing');
const breaksOrganization2 = policyOf('Organization', 'closingDate#missing');
const breaksOrganization3 = policyOf('Organization', 'closingDate#forbidden');
export function recogniseOrganization(body: Body, recognition: Recognition): boolean {
  let awaited = 9;
  const observed = {
    communicationNumber: ABSENT, requester: ABSENT, action: ABSENT, customerExtId: ABSENT, customerStatus: ABSENT,
    riskManagementCategory: ABSENT, sourceOfRiskLevel: ABSENT, riskLevel: ABSENT, initializeScreeningProcesses: ABSENT,
    businessUnit: ABSENT, entityType: ABSENT, closingDate: ABSENT, title: ABSENT, isPEP: ABSENT, isSanctioned: ABSENT,
    isInAdverseMedia: ABSENT, isInInternalList: ABSENT,
  };
  for (const key in body) {
    const value = body[key];
    switch (key.length) {
      case 3: switch (key) {
        case 'LEI': if (isText(value, 4000) || isAbsent(value)) continue; return false;
        case 'lei': if (hasTwo(body, ['LEI', 'lei'])) return false; recognition.isMessage = false;
          if (isText(value, 4000) || isAbsent(value)) continue; return false;
      } break;
      case 4: switch (key) {
        case 'GIIN': if (isText(value, 4000) || isAbsent(value)) continue; return false;
        case 'giin': if (hasTwo(body, ['GIIN', 'giin'])) return false; recognition.isMessage = false;
          if (isText(value, 4000) || isAbsent(value)) continue; return false;
      } break;
      case 5: switch (key) {
        case 'title': if (isText(value, 4000)) { observed.title = value; awaited--; }
          else if (!isAbsent(value)) return false; continue;
        case 'isPEP': if (isBoolean(value)) observed.isPEP = value; else if (!isAbsent(value)) return false; continue;
      } break;
      case 6: switch (key) {
        case 'action': if (value === 'CREATE' || value === 'UPDATE') observed.action = value;
          else if (!isAbsent(value)) return false; continue;
      } break;
      case 7: switch (key) {
        case 'isFined': if (isBoolean(value) || isAbsent(value)) continue; return false;
      } break;
      case 8: switch (key) {
        case 'isListed': if (isBoolean(value) || isAbsent(value)) continue; return false;
        case 'lastName': if (isAbsent(value)) continue; return false;
      } break;
      case 9: switch (key) {
        case 'requester': if (isText(value, 4000)) observed.requester = value; else if (!isAbsent(value)) return false;
          continue;
        case 'riskLevel': if (value === 'NONE' || value === 'LOW' || value === 'MEDIUM' || value === 'HIGH' ||
          value === 'EXTREME') observed.riskLevel = value; else if (!isAbsent(value)) return false; continue;
        case 'legalForm': if (isCode(value, 'legalForm', Infinity, recognition) || isAbsent(value)) continue;
          return false;
        case 'isAudited': if (isBoolean(value) || isAbsent(value)) continue; return false;
        case 'firstName': case 'birthDate': if (isAbsent(value)) continue; return false;
      } break;
      case 10: switch (key) {
        case 'entityType': if (value === 'INDIVIDUAL' ||
          value === 'ORGANIZATION') { observed.entityType = value; awaited--; } else if (!isAbsent(value)) return false;
          continue;
        case 'amlOfficer': if (isAbsent(value)) continue; return false;
      } break;
      case 11: switch (key) {
        case 'closingDate': if (isDay(value)) observed.closingDate = value; else if (!isAbsent(value)) return false;
          continue;
        case 'tradingName': if (isText(value, 4000) || isAbsent(value)) continue; return false;
        case 'isRegulated': if (isBoolean(value) || isAbsent(value)) continue; return false;
        case 'listPurpose': if (value === 'BLACK' || value === 'WHITE' || isAbsent(value)) continue; return false;
        case 'listContact': if (isListOf(recogniseContact, value, recognition) || isAbsent(value)) continue;
          return false;
        case 'listAddress': if (isListOf(recogniseAddress, value, recognition) || isAbsent(value)) continue;
          return false;
        case 'isFamilyPEP': case 'isLitigated': if (isAbsent(value)) continue; return false;
      } break;
      case 12: switch (key) {
        case 'businessUnit': if (isCode(value, 'businessUnit', Infinity, recognition)) observed.businessUnit = value;
          else if (!isAbsent(value)) return false; continue;
        case 'nationalCode': if (isText(value, 4000) || isAbsent(value)) continue; return false;
        case 'approvalDate': if (isDay(value) || isAbsent(value)) continue; return false;
        case 'isSanctioned': if (isBoolean(value)) observed.isSanctioned = value;
          else if (!isAbsent(value)) return false; continue;
        case 'listActivity': if (isListOf(recogniseActivity, value, recognition) || isAbsent(value)) continue;
          return false;
        case 'birthCountry': if (isAbsent(value)) continue; return false;
      } break;
      case 13: switch (key) {
        case 'customerExtId':
          if (isKey(value, 256)) { observed.customerExtId = trimmed(value, recognition); awaited--; }
          else if (!isAbsent(value)) return false; continue;
      } break;
      case 14: switch (key) {
        case 'customerStatus': if (value === 'PENDING' || value === 'ACTIVE' || value === 'REJECTED' ||
          value === 'SUSPENDED' || value === 'CLOSED') { observed.customerStatus = value; awaited--; }
          else if (!isAbsent(value)) return false; continue;
        case 'screeningLists': if (hasTwo(body, ['initializeScreeningProcesses', 'screeningLists'])) return false;
          recognition.isMessage = false;
          if (isListOfCodes(value, 'screeningProcess', 4000, recognition)) observed.initializeScreeningProcesses = withoutBlanks(value);
          else if (!isAbsent(value)) return false; continue;
        case 'numberOfAudits': if (isInteger(value) || isAbsent(value)) continue; return false;
      } break;
      case 15: switch (key) {
        case 'applicationDate': if (isDay(value)) awaited--; else if (!isAbsent(value)) return false; continue;
        case 'sourcesOfWealth': if (hasTwo(body, ['listSourceOfWealth', 'sourcesOfWealth'])) return false;
          recognition.isMessage = false; if (isListOf(recogniseSourceOfWealth, value, recognition) ||
          isAbsent(value)) continue; return false;
        case 'isLegalResident': case 'fieldOfActivity': if (isAbsent(value)) continue; return false;
      } break;
      case 16: switch (key) {
        case 'isInAdverseMedia': if (isBoolean(value)) observed.isInAdverseMedia = value;
          else if (!isAbsent(value)) return false; continue;
        case 'isInInternalList': if (isBoolean(value)) observed.isInInternalList = value;
          else if (!isAbsent(value)) return false; continue;
        case 'doesCashDominate': if (isBoolean(value) || isAbsent(value)) continue; return false;
        case 'listAppealReason': if (isListOf(recogniseAppealReason, value, recognition) || isAbsent(value)) continue;
          return false;
        case 'listIncomeSource': if (isListOf(recogniseIncomeSource, value, recognition) || isAbsent(value)) continue;
          return false;
      } break;
      case 17: switch (key) {
        case 'sourceOfRiskLevel': if (value === 'IMPORT' ||
          value === 'EVALUATE') { observed.sourceOfRiskLevel = value; awaited--; }
          else if (!isAbsent(value)) return false; continue;
        case 'establishmentDate': if (isDay(value) || isAbsent(value)) continue; return false;
        case 'companyAssetValue': case 'numberOfEmployees': if (isInteger(value) || isAbsent(value)) continue;
          return false;
        case 'isDirectlyManaged': case 'isLicenseRequired': if (isBoolean(value) || isAbsent(value)) continue;
          return false;
        case 'listRelatedEntity': if (isListOf(recogniseRelatedEntity, value, recognition) || isAbsent(value)) continue;
          return false;
      } break;
      case 18: switch (key) {
        case 'licenseDescription': case 'initialDepositBank': if (isText(value, 4000) || isAbsent(value)) continue;
          return false;
        case 'listOrderedService': if (isListOf(recogniseOrderedService, value, recognition) ||
          isAbsent(value)) continue; return false;
        case 'listPaymentPurpose': if (isListOf(recognisePaymentPurpose, value, recognition) ||
          isAbsent(value)) continue; return false;
        case 'listSourceOfWealth': if (isListOf(recogniseSourceOfWealth, value, recognition) ||
          isAbsent(value)) continue; return false;
        case 'listPaymentCountry': if (isListOf(recognisePaymentCountry, value, recognition) ||
          isAbsent(value)) continue; return false;
        case 'citizenshipCountry': if (isAbsent(value)) continue; return false;
      } break;
      case 19: switch (key) {
        case 'communicationNumber':
          if (isKey(value, 256)) { observed.communicationNumber = trimmed(value, recognition); awaited--; }
          else if (!isAbsent(value)) return false; continue;
        case 'registrationCountry': if (isCode(value, 'country', Infinity, recognition)) awaited--;
          else if (!isAbsent(value)) return false; continue;
        case 'noMajorShareHolders': if (isBoolean(value) || isAbsent(value)) continue; return false;
        case 'activityDescription': if (isText(value, 4000) || isAbsent(value)) continue; return false;
      } break;
      case 20: switch (key) {
        case 'initialDepositSource': if (isText(value, 4000) || isAbsent(value)) continue; return false;
        case 'initialDepositAmount': if (isDecimal(value) || isAbsent(value)) continue; return false;
        case 'listDeclaredTurnover': if (isListOf(recogniseDeclaredTurnover, value, recognition) ||
          isAbsent(value)) continue; return false;
        case 'listRegionOfActivity': if (isListOf(recogniseRegionOfActivity, value, recognition) ||
          isAbsent(value)) continue; return false;
        case 'listAdditionalValues': if (isListOf(recogniseAdditionalValue, value, recognition) ||
          isAbsent(value)) continue; return false;
      } break;
      case 21: switch (key) {
        case 'initialDepositAccount': if (isText(value, 4000) || isAbsent(value)) continue; return false;
        case 'listCountryOfActivity': if (isListOf(recogniseCountryOfActivity, value, recognition) ||
          isAbsent(value)) continue; return false;
      } break;
      case 22: switch (key) {
        case 'riskManagementCategory':
          if (isCode(value, 'riskManagementCategory', Infinity, recognition)) { observed.riskManagementCategory = value; awaited--; }
          else if (!isAbsent(value)) return false; continue;
        case 'periodsOfAuditsInYears': case 'periodsOfFiningInYears': if (isInteger(value) || isAbsent(value)) continue;
          return false;
        case 'hasMultiLayerStructure': case 'isFinancialInstitution': case 'thirdPartyServicesUsed':
          if (isBoolean(value) || isAbsent(value)) continue; return false;
        case 'initialDepositCurrency': if (isCode(value, 'currency', Infinity, recognition) ||
          isAbsent(value)) continue; return false;
        case 'listIntroductionSource': if (isListOf(recogniseIntroductionSource, value, recognition) ||
          isAbsent(value)) continue; return false;
      } break;
      case 23: switch (key) {
        case 'isActualAddressDeclared': if (isBoolean(value) || isAbsent(value)) continue; return false;
        case 'incomeSourceDescription': if (isText(value, 4000) || isAbsent(value)) continue; return false;
        case 'listCountryOfTaxPayment': if (isListOf(recogniseCountryOfTaxPayment, value, recognition) ||
          isAbsent(value)) continue; return false;
      } break;
      case 24: switch (key) {
        case 'secondCitizenshipCountry': if (isAbsent(value)) continue; return false;
      } break;
      case 25: switch (key) {
        case 'permanentResidenceCountry': if (isAbsent(value)) continue; return false;
      } break;
      case 26: switch (key) {
        case 'incomingPaymentDescription': case 'outgoingPaymentDescription': if (isText(value, 4000) ||
          isAbsent(value)) continue; return false;
        case 'listBusinessEntityDocument': if (isListOf(recogniseBusinessEntityDocument, value, recognition) ||
          isAbsent(value)) continue; return false;
      } break;
      case 27: switch (key) {
        case 'regionOfActivityDescription': if (isText(value, 4000) || isAbsent(value)) continue; return false;
      } break;
      case 28: switch (key) {
        case 'initializeScreeningProcesses':
          if (isListOfCodes(value, 'screeningProcess', 4000, recognition)) observed.initializeScreeningProcesses = withoutBlanks(value);
          else if (!isAbsent(value)) return false; continue;
      } break;
      case 31: switch (key) {
        case 'isCorrespondenceAddressDeclared': if (isBoolean(value) || isAbsent(value)) continue; return false;
      } break;
      case 33: switch (key) {
        case 'thirdPartyServicesUsedDescription': if (isText(value, 4000) || isAbsent(value)) continue; return false;
      } break;
      case 34: switch (key) {
        case 'organizationalStructureDescription': if (isText(value, 4000) || isAbsent(value)) continue; return false;
      } break;
      case 37: switch (key) {
        case 'activityInRestrictedRegionDescription': if (isText(value, 4000) || isAbsent(value)) continue;
          return false;
      } break;
    }
    recognition.addUnknown(body, key, true);
  }
  recognition.observed = observed;
  return awaited === 0 && !breaksOrganization1(observed) && !breaksOrganization2(observed) &&
    !breaksOrganization3(observed);
}

function recogniseFieldOfActivity(body: Body, recognition: Recognition): boolean {
  for (const key in body) {
    const value = body[key];
    switch (key) {
        case 'employment': if (isObject(value) && recogniseFieldEmployment(value, recognition) ||
          isAbsent(value)) continue; return false;
        case 'other': if (isObject(value) && recogniseFieldOther(value, recognition) || isAbsent(value)) continue;
          return false;
        case 'pension': if (isObject(value) && recogniseFieldPension(value, recognition) || isAbsent(value)) continue;
          return false;
        case 'student': if (isObject(value) && recogniseFieldStudent(value, recognition) || isAbsent(value)) continue;
          return false;
    }
    recognition.addUnknown(body, key, false);
  }
  return true;
}

function recogniseFieldEmployment(body: Body, recognition: Recognition): boolean {
  for (const key in body) {
    const value = body[key];
    switch (key) {
        case 'employerTitle': case 'employmentPositionDescription': if (isText(value, 4000) ||
          isAbsent(value)) continue; return false;
        case 'isEmployee': case 'isSelfEmployed': case 'isUnemployed': if (isBoolean(value) ||
          isAbsent(value)) continue; return false;
    }
    recognition.addUnknown(body, key, false);
  }
  return true;
}

function recogniseFieldOther(body: Body, recognition: Recognition): boolean {
  for (const key in body) {
    const value = body[key];
    switch (key) {
        case 'isOtherStatus': if (isBoolean(value) || isAbsent(value)) continue; return false;
        case 'otherStatusDescription': if (isText(value, 4000) || isAbsent(value)) continue; return false;
    }
    recognition.addUnknown(body, key, false);
  }
  return true;
}

function recogniseFieldPension(body: Body, recognition: Recognition): boolean {
  for (const key in body) {
    const value = body[key];
    switch (key) {
        case 'isPensioner': if (isBoolean(value) || isAbsent(value)) continue; return false;
        case 'pensionCountry': if (isCode(value, 'country', Infinity, recognition) || isAbsent(value)) continue;
          return false;
    }
    recognition.addUnknown(body, key, false);
  }
  return true;
}

function recogniseFieldStudent(body: Body, recognition: Recognition): boolean {
  for (const key in body) {
    const value = body[key];
    switch (key) {
        case 'isStudent': if (isBoolean(value) || isAbsent(value)) continue; return false;
        case 'higherSchoolTitle': if (isText(value, 4000) || isAbsent(value)) continue; return false;
        case 'higherSchoolCountry': if (isCode(value, 'country', Infinity, recognition) || isAbsent(value)) continue;
          return false;
    }
    recognition.addUnknown(body, key, false);
  }
  return true;
}

function recogniseContact(body: Body, recognition: Recognition): boolean {
  let awaited = 2;
  for (const key in body) {
    const value = body[key];
    switch (key) {
        case 'contactType': if (value === 'MOBILEPHONE' || value === 'FIXEDPHONE' || value === 'EMAIL' ||
          value === 'WEBSITE') awaited--; else if (!isAbsent(value)) return false; continue;
        case 'contactDetails': if (isText(value, 4000)) awaited--; else if (!isAbsent(value)) return false; continue;
        case 'useForCommunication': if (isBoolean(value) || isAbsent(value)) continue; return false;
    }
    recognition.addUnknown(body, key, false);
  }
  return awaited === 0;
}

function recogniseAddress(body: Body, recognition: Recognition): boolean {
  let awaited = 2;
  for (const key in body) {
    const value = body[key];
    switch (key) {
        case 'addressType': if (isCode(value, 'addressType', Infinity, recognition) || isAbsent(value)) continue;
          return false;
        case 'addressDetails': if (isText(value, 4000)) awaited--; else if (!isAbsent(value)) return false; continue;
        case 'country': if (isCode(value, 'country', Infinity, recognition)) awaited--;
          else if (!isAbsent(value)) return false; continue;
        case 'region': case 'city': case 'streetAddress': case 'zipCode': if (isText(value, 4000) ||
          isAbsent(value)) continue; return false;
        case 'useForCorrespondence': if (isBoolean(value) || isAbsent(value)) continue; return false;
    }
    recognition.addUnknown(body, key, false);
  }
  return awaited === 0;
}

function recogniseBusinessEntityDocument(body: Body, recognition: Recognition): boolean {
  let awaited = 6;
  for (const key in body) {
    const value = body[key];
    switch (key) {
        case 'entityType': if (value === 'INDIVIDUAL' || value === 'ORGANIZATION') awaited--;
          else if (!isAbsent(value)) return false; continue;
        case 'identityDocumentType': if (value === 'PASSPORT' || value === 'IDENTITYCARD' ||
          value === 'RESIDENCEPERMIT' || value === 'DRIVINGLICENSE' || value === 'REGISTRATIONCERTIFICATE' ||
          value === 'OTHER') awaited--; else if (!isAbsent(value)) return false; continue;
        case 'documentNumber': case 'documentIssueAuthority': if (isText(value, 4000)) awaited--;
          else if (!isAbsent(value)) return false; continue;
        case 'documentIssueDate': if (isDay(value)) awaited--; else if (!isAbsent(value)) return false; continue;
        case 'documentExpiryDate': if (isDay(value) || isAbsent(value)) continue; return false;
        case 'documentIssueCountry': if (isCode(value, 'country', Infinity, recognition)) awaited--;
          else if (!isAbsent(value)) return false; continue;
        case 'description': if (isText(value, 4000) || isAbsent(value)) continue; return false;
    }
    recognition.addUnknown(body, key, false);
  }
  return awaited === 0;
}

function recogniseAppealReason(body: Body, recognition: Recognition): boolean {
  let awaited = 1;
  for (const key in body) {
    const value = body[key];
    switch (key) {
        case 'appealReasonType': if (isCode(value, 'appealReasonType', Infinity, recognition)) awaited--;
          else if (!isAbsent(value)) return false; continue;
    }
    recognition.addUnknown(body, key, false);
  }
  return awaited === 0;
}

function recogniseIntroductionSource(body: Body, recognition: Recognition): boolean {
  let awaited = 1;
  for (const key in body) {
    const value = body[key];
    switch (key) {
        case 'introductionSource': if (isCode(value, 'introductionSourceType', Infinity, recognition)) awaited--;
          else if (!isAbsent(value)) return false; continue;
    }
    recognition.addUnknown(body, key, false);
  }
  return awaited === 0;
}

function recogniseOrderedService(body: Body, recognition: Recognition): boolean {
  let awaited = 1;
  for (const key in body) {
    const value = body[key];
    switch (key) {
        case 'serviceType': if (isCode(value, 'serviceType', Infinity, recognition)) awaited--;
          else if (!isAbsent(value)) return false; continue;
    }
    recognition.addUnknown(body, key, false);
  }
  return awaited === 0;
}

const breaksDeclaredTurnover1 = policyOf('DeclaredTurnover', 'from#fromOrTo');
function recogniseDeclaredTurnover(body: Body, recognition: Recognition): boolean {
  let awaited = 2;
  const observed = {
    from: ABSENT, to: ABSENT,
  };
  for (const key in body) {
    const value = body[key];
    switch (key) {
        case 'turnoverType': if (isCode(value, 'turnoverType', Infinity, recognition)) awaited--;
          else if (!isAbsent(value)) return false; continue;
        case 'turnoverRange': if (value === 'SINGLE' || value === 'DAILY' || value === 'MONTHLY' ||
          value === 'ANNUAL') awaited--; else if (!isAbsent(value)) return false; continue;
        case 'from': if (isInteger(value)) observed.from = value; else if (!isAbsent(value)) return false; continue;
        case 'to': if (isInteger(value)) observed.to = value; else if (!isAbsent(value)) return false; continue;
    }
    recognition.addUnknown(body, key, false);
  }
  return awaited === 0 && !breaksDeclaredTurnover1(observed);
}

function recogniseIncomeSource(body: Body, recognition: Recognition): boolean {
  let awaited = 1;
  for (const key in body) {
    const value = body[key];
    switch (key) {
        case 'incomeSourceType': if (isCode(value, 'incomeSourceType', Infinity, recognition)) awaited--;
          else if (!isAbsent(value)) return false; continue;
        case 'incomePercentage': if (isPercentage(value) || isAbsent(value)) continue; return false;
        case 'from': case 'to': if (isInteger(value) || isAbsent(value)) continue; return false;
    }
    recognition.addUnknown(body, key, false);
  }
  return awaited === 0;
}

function recognisePaymentPurpose(body: Body, recognition: Recognition): boolean {
  let awaited = 2;
  for (const key in body) {
    const value = body[key];
    switch (key) {
        case 'paymentPurposeType': if (isCode(value, 'paymentPurposeType', Infinity, recognition)) awaited--;
          else if (!isAbsent(value)) return false; continue;
        case 'turnoverDirection': if (value === 'IN' || value === 'OUT') awaited--; else if (value === 'INCOMING' ||
          value === 'OUTGOING') { recognition.isMessage = false; awaited--; } else if (!isAbsent(value)) return false;
          continue;
    }
    recognition.addUnknown(body, key, false);
  }
  return awaited === 0;
}

function recogniseSourceOfWealth(body: Body, recognition: Recognition): boolean {
  let awaited = 1;
  for (const key in body) {
    const value = body[key];
    switch (key) {
        case 'code': if (isCode(value, 'sourceOfWealth', Infinity, recognition)) awaited--;
          else if (!isAbsent(value)) return false; continue;
        case 'amount': if (isDecimal(value) || isAbsent(value)) continue; return false;
        case 'comment': if (isText(value, 4000) || isAbsent(value)) continue; return false;
    }
    recognition.addUnknown(body, key, false);
  }
  return awaited === 0;
}

function recognisePaymentCountry(body: Body, recognition: Recognition): boolean {
  let awaited = 2;
  for (const key in body) {
    const value = body[key];
    switch (key) {
        case 'country': if (isCode(value, 'country', Infinity, recognition)) awaited--;
          else if (!isAbsent(value)) return false; continue;
        case 'turnoverDirection': if (value === 'IN' || value === 'OUT') awaited--; else if (value === 'INCOMING' ||
          value === 'OUTGOING') { recognition.isMessage = false; awaited--; } else if (!isAbsent(value)) return false;
          continue;
    }
    recognition.addUnknown(body, key, false);
  }
  return awaited === 0;
}

function recogniseActivity(body: Body, recognition: Recognition): boolean {
  let awaited = 1;
  for (const key in body) {
    const value = body[key];
    switch (key) {
        case 'activityType': if (isCode(value, 'activityType', Infinity, recognition)) awaited--;
          else if (!isAbsent(value)) return false; continue;
        case 'incomePercentage': if (isPercentage(value) || isAbsent(value)) continue; return false;
    }
    recognition.addUnknown(body, key, false);
  }
  return awaited === 0;
}

function recogniseRegionOfActivity(body: Body, recognition: Recognition): boolean {
  let awaited = 1;
  for (const key in body) {
    const value = body[key];
    switch (key) {
        case 'region': if (isText(value, 4000)) awaited--; else if (!isAbsent(value)) return false; continue;
        case 'regionOfActivity': if (hasTwo(body, ['region', 'regionOfActivity'])) return false;
          recognition.isMessage = false; if (isText(value, 4000)) awaited--; else if (!isAbsent(value)) return false;
          continue;
    }
    recognition.addUnknown(body, key, false);
  }
  return awaited === 0;
}

function recogniseCountryOfActivity(body: Body, recognition: Recognition): boolean {
  let awaited = 1;
  for (const key in body) {
    const value = body[key];
    switch (key) {
        case 'country': if (isCode(value, 'country', Infinity, recognition)) awaited--;
          else if (!isAbsent(value)) return false; continue;
    }
    recognition.addUnknown(body, key, false);
  }
  return awaited === 0;
}

function recogniseCountryOfTaxPayment(body: Body, recognition: Recognition): boolean {
  let awaited = 1;
  for (const key in body) {
    const value = body[key];
    switch (key) {
        case 'country': if (isCode(value, 'country', Infinity, recognition)) awaited--;
          else if (!isAbsent(value)) return false; continue;
        case 'taxpayerNumber': if (isText(value, 4000) || isAbsent(value)) continue; return false;
    }
    recognition.addUnknown(body, key, false);
  }
  return awaited === 0;
}

const breaksAdditionalValue1 = policyOf('AdditionalValue', 'value#lossy');
const breaksAdditionalValue2 = policyOf('AdditionalValue', 'value#INTEGER');
const breaksAdditionalValue3 = policyOf('AdditionalValue', 'value#DECIMAL');
const breaksAdditionalValue4 = policyOf('AdditionalValue', 'value#DATE');
const breaksAdditionalValue5 = policyOf('AdditionalValue', 'value#TIMESTAMP');
const breaksAdditionalValue6 = policyOf('AdditionalValue', 'value#BOOLEAN');
function recogniseAdditionalValue(body: Body, recognition: Recognition): boolean {
  let awaited = 4;
  const observed = {
    datatype: ABSENT, value: ABSENT,
  };
  for (const key in body) {
    const value = body[key];
    switch (key) {
        case 'code': case 'description': if (isText(value, 4000)) awaited--; else if (!isAbsent(value)) return false;
          continue;
        case 'datatype': if (value === 'STRING' || value === 'INTEGER' || value === 'DECIMAL' || value === 'DATE' ||
          value === 'TIMESTAMP' || value === 'BOOLEAN') { observed.datatype = value; awaited--; }
          else if (!isAbsent(value)) return false; continue;
        case 'value': if (isScalar(value, 4000)) { observed.value = value; awaited--; }
          else if (!isAbsent(value)) return false; continue;
    }
    recognition.addUnknown(body, key, false);
  }
  return awaited === 0 && !breaksAdditionalValue1(observed) && !breaksAdditionalValue2(observed) &&
    !breaksAdditionalValue3(observed) && !breaksAdditionalValue4(observed) && !breaksAdditionalValue5(observed) &&
    !breaksAdditionalValue6(observed);
}

const breaksRelatedEntity1 = policyOf('RelatedEntity', 'firstName#missing');
const breaksRelatedEntity2 = policyOf('RelatedEntity', 'lastName#missing');
const breaksRelatedEntity3 = policyOf('RelatedEntity', 'title#missing');
function recogniseRelatedEntity(body: Body, recognition: Recognition): boolean {
  let awaited = 2;
  const observed = {
    entityType: ABSENT, firstName: ABSENT, lastName: ABSENT, title: ABSENT,
  };
  for (const key in body) {
    const value = body[key];
    switch (key.length) {
      case 5: switch (key) {
        case 'extId': if (isText(value, 4000) || isAbsent(value)) continue; return false;
        case 'share': if (isPercentage(value) || isAbsent(value)) continue; return false;
        case 'title': if (isText(value, 4000)) observed.title = value; else if (!isAbsent(value)) return false;
          continue;
        case 'isPEP': if (isBoolean(value) || isAbsent(value)) continue; return false;
      } break;
      case 7: switch (key) {
        case 'country': if (isCode(value, 'country', Infinity, recognition) || isAbsent(value)) continue; return false;
      } break;
      case 8: switch (key) {
        case 'lastName': if (isText(value, 4000)) observed.lastName = value; else if (!isAbsent(value)) return false;
          continue;
      } break;
      case 9: switch (key) {
        case 'firstName': if (isText(value, 4000)) observed.firstName = value; else if (!isAbsent(value)) return false;
          continue;
        case 'birthDate': if (isDay(value) || isAbsent(value)) continue; return false;
        case 'legalForm': if (isCode(value, 'legalForm', Infinity, recognition) || isAbsent(value)) continue;
          return false;
      } break;
      case 10: switch (key) {
        case 'entityType': if (value === 'INDIVIDUAL' ||
          value === 'ORGANIZATION') { observed.entityType = value; awaited--; } else if (!isAbsent(value)) return false;
          continue;
      } break;
      case 11: switch (key) {
        case 'listContact': if (isListOf(recogniseContact, value, recognition) || isAbsent(value)) continue;
          return false;
        case 'listAddress': if (isListOf(recogniseAddress, value, recognition) || isAbsent(value)) continue;
          return false;
      } break;
      case 12: switch (key) {
        case 'relationType': if (isCode(value, 'relationType', Infinity, recognition)) awaited--;
          else if (!isAbsent(value)) return false; continue;
        case 'nationalCode': if (isText(value, 4000) || isAbsent(value)) continue; return false;
        case 'birthCountry': if (isCode(value, 'country', Infinity, recognition) || isAbsent(value)) continue;
          return false;
        case 'isSanctioned': if (isBoolean(value) || isAbsent(value)) continue; return false;
        case 'listActivity': if (isListOf(recogniseActivity, value, recognition) || isAbsent(value)) continue;
          return false;
      } break;
      case 14: switch (key) {
        case 'votePercentage': if (isPercentage(value) || isAbsent(value)) continue; return false;
      } break;
      case 16: switch (key) {
        case 'isInAdverseMedia': case 'isInInternalList': if (isBoolean(value) || isAbsent(value)) continue;
          return false;
        case 'listIncomeSource': if (isListOf(recogniseIncomeSource, value, recognition) || isAbsent(value)) continue;
          return false;
      } break;
      case 17: switch (key) {
        case 'establishmentDate': if (isDay(value) || isAbsent(value)) continue; return false;
      } break;
      case 19: switch (key) {
        case 'relationDescription': case 'activityDescription': if (isText(value, 4000) || isAbsent(value)) continue;
          return false;
        case 'registrationCountry': if (isCode(value, 'country', Infinity, recognition) || isAbsent(value)) continue;
          return false;
      } break;
      case 20: switch (key) {
        case 'listRegionOfActivity': if (isListOf(recogniseRegionOfActivity, value, recognition) ||
          isAbsent(value)) continue; return false;
        case 'listAdditionalValues': if (isListOf(recogniseAdditionalValue, value, recognition) ||
          isAbsent(value)) continue; return false;
      } break;
      case 21: switch (key) {
        case 'listCountryOfActivity': if (isListOf(recogniseCountryOfActivity, value, recognition) ||
          isAbsent(value)) continue; return false;
      } break;
      case 26: switch (key) {
        case 'listBusinessEntityDocument': if (isListOf(recogniseBusinessEntityDocument, value, recognition) ||
          isAbsent(value)) continue; return false;
      } break;
      case 27: switch (key) {
        case 'countryOfBusinessOperations': if (isCode(value, 'country', Infinity, recognition) ||
          isAbsent(value)) continue; return false;
        case 'regionOfActivityDescription': if (isText(value, 4000) || isAbsent(value)) continue; return false;
      } break;
    }
    recognition.addUnknown(body, key, false);
  }
  return awaited === 0 && !breaksRelatedEntity1(observed) && !breaksRelatedEntity2(observed) &&
    !breaksRelatedEntity3(observed);
}
