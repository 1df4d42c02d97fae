import { classifierCodes } from '@aml-customer/application';
import { CLASSIFIERS } from '@aml-customer/domain';
import { describe, expect, test } from '@jest/globals';
import currencies from 'currency-codes';
import { CURRENCY_CHANGES } from './currency-changes.js';
import { startingClassifiers, withdrawnOn } from './index.js';

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

  test('have the currencies of the latest amendments, and keep withdrawn ones', () => {
    expect([of('currency').get('XCG')?.name, of('currency').get('XAD')?.name]).toEqual([
      'Caribbean Guilder',
      'Arab Accounting Dinar',
    ]);
    const withdrawn = [...of('currency').keys()].flatMap((code) => {
      const day = withdrawnOn('currency', code);
      return day === undefined ? [] : [`${code} ${day}`];
    });
    expect(withdrawn).toEqual([
      'ANG 2025-03-31',
      'BGN 2026-01-01',
      'CUC 2021-01-01',
      'HRK 2023-01-01',
      'SLL 2024-01-01',
      'ZWL 2024-09-01',
    ]);
    expect([withdrawnOn('country', 'ANG'), withdrawnOn('currency', 'EUR'), withdrawnOn('currency', 'XCG')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
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

describe('the overlay of currencies', () => {
  const days = (from: string, to: Date) => (to.getTime() - Date.parse(from)) / 86_400_000;

  test('was reviewed within a year: compare it with ISO 4217 and update reviewedOn', () => {
    expect(days(CURRENCY_CHANGES.reviewedOn, new Date())).toBeLessThan(366);
  });

  test('has only changes that the library lacks, with dates that had come and a source', () => {
    const known = new Set(currencies.codes());
    for (const { code, withdrawn, source } of CURRENCY_CHANGES.changes) {
      expect(source).toMatch(/^ISO 4217 /);
      if (withdrawn === undefined) expect([code, known.has(code)]).toEqual([code, false]);
      else expect(days(withdrawn, new Date(CURRENCY_CHANGES.reviewedOn))).toBeGreaterThanOrEqual(0);
    }
  });
});
