import { classifierCodes } from '@aml-customer/application';
import { CLASSIFIERS } from '@aml-customer/domain';
import { describe, expect, test } from '@jest/globals';
import { startingClassifiers } from './index.js';

const entries = startingClassifiers();
const codes = classifierCodes(entries);
const of = (name: (typeof CLASSIFIERS)[number]) =>
  codes.get(name) ?? new Map<string, { readonly name: string; readonly lead?: boolean }>();

/** As the standard has had them since 2011, when South Sudan joined. */
const COUNTRIES_IN_ISO_3166_1 = 249;
/** ISO 4217 has somewhat more, and changes by one or two a year. */
const CURRENCIES_AT_LEAST = 150;

describe('the codes that an installation starts with', () => {
  test('belong to classifiers of the contract, without duplicates', () => {
    expect(entries.filter(({ classifier }) => !CLASSIFIERS.includes(classifier))).toEqual([]);
    const keys = entries.map(({ classifier, code }) => `${classifier} ${code}`);
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
  });

  test('have a name, and a code without surrounding white space', () => {
    expect(entries.filter(({ code, name }) => name.trim() === '' || code.trim() !== code || code === '')).toEqual([]);
  });

  test('exist for every classifier except those that an installation fills itself', () => {
    expect(CLASSIFIERS.filter((name) => of(name).size === 0)).toEqual(['accountType', 'businessUnit', 'operationType']);
  });

  test('are the countries of ISO 3166-1 alpha-2', () => {
    expect(of('country').size).toBe(COUNTRIES_IN_ISO_3166_1);
    expect([...of('country').keys()].filter((code) => !/^[A-Z]{2}$/.test(code))).toEqual([]);
    for (const code of ['LT', 'LV', 'EE', 'GB', 'US', 'SS', 'CW', 'BQ', 'TW', 'VA', 'AX'])
      expect([code, of('country').has(code)]).toEqual([code, true]);
    for (const code of ['XK', 'EU', 'UK', 'EL', 'AN', 'SU', 'ZZ', 'lt'])
      expect([code, of('country').has(code)]).toEqual([code, false]);
    expect([of('country').get('LT')?.name, of('country').get('EE')?.name]).toEqual(['Lithuania', 'Estonia']);
  });

  test('are the currencies of ISO 4217', () => {
    expect([...of('currency').keys()].filter((code) => !/^[A-Z]{3}$/.test(code))).toEqual([]);
    for (const code of ['EUR', 'USD', 'GBP', 'JPY', 'CHF', 'PLN', 'SEK', 'UAH', 'XAU'])
      expect([code, of('currency').has(code)]).toEqual([code, true]);
    for (const code of ['LTL', 'LVL', 'EEK', 'DEM', 'BTC', 'eur'])
      expect([code, of('currency').has(code)]).toEqual([code, false]);
    expect(of('currency').size).toBeGreaterThan(CURRENCIES_AT_LEAST);
  });

  test('mark the leads among the risk management categories', () => {
    expect(entries.filter(({ lead }) => lead).map(({ classifier, code }) => `${classifier} ${code}`)).toEqual([
      'riskManagementCategory LEAD_AMLYZE',
      'riskManagementCategory LEAD',
      'riskManagementCategory LEAD_IND',
      'riskManagementCategory LEAD_ORG',
    ]);
  });

  test.each([
    ['riskManagementCategory', 'IND IND_AMLYZE IND_PK OCCASIONAL OCCASIONAL_CUSTOMER ORG ORG_AMLYZE ORG_PK FAST'],
    ['legalForm', 'LTD COOPERATIVE TRUST FOUNDATION'],
    ['relationType', 'HOST DIRECTOR OWNER BENEFICIAL_OWNER SHAREHOLDER REPRESENTATIVE'],
    ['addressType', 'HEADQUARTERS RESIDENCE'],
    ['appealReasonType', 'RECOMMENDATIONS PURPOSE_GET_LOAN'],
    ['introductionSourceType', 'Internet BRANCH REMOTE INTERMEDIARY'],
    ['serviceType', 'LOANS OUT_INTERNATIONAL_PAYMENT ONLINEBANKING'],
    ['turnoverType', 'PLANNED_FUTURE_INCOME FORMER_TURNOVER TURNOVER_PER_MONTH'],
    ['incomeSourceType', 'SALARY BUSINESS_REVENUE_OR_ASSET_SALE'],
    ['paymentPurposeType', 'RENT_AND_UTILITIES MARKETING_SERVICES PAYMENT_FOR_SERVICES TAXES'],
    ['sourceOfWealth', '6 INHERITANCE string'],
    ['activityType', 'ACTIVITY_OTHER OTHER TEST'],
    ['decisionGround', '01 02 03 04 05 06'],
  ] as const)('of %s include those that published requests use: %s', (classifier, used) => {
    expect(used.split(' ').filter((code) => !of(classifier).has(code))).toEqual([]);
  });

  test('are a new list for each caller', () => {
    startingClassifiers().pop();
    expect(startingClassifiers()).toEqual(entries);
  });
});
