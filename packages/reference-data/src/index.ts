import type { ClassifierEntry } from '@aml-customer/application';
import type { ClassifierName } from '@aml-customer/domain';
import currencies from 'currency-codes';
import countries from 'i18n-iso-countries';
import english from 'i18n-iso-countries/langs/en.json' with { type: 'json' };
import { CURRENCY_CHANGES } from './currency-changes.js';
import { startingCodes } from './starting-codes.js';

countries.registerLocale(english);

/** The library also has Kosovo's user-assigned code, which is not in ISO 3166-1; an installation may add it. */
const NOT_IN_ISO_3166_1 = new Set(['XK']);

const currencyNames = new Map([
  ...currencies.data.map(({ code, currency }) => [code, currency.trim()] as const),
  ...CURRENCY_CHANGES.changes.map(({ code, name }) => [code, name] as const),
]);

const withdrawals = new Map(CURRENCY_CHANGES.changes.map(({ code, withdrawn }) => [code, withdrawn]));

/**
 * The first day on which a currency was no longer current, yyyy-MM-dd; undefined for any other code. It is a fact of
 * the standard and not of the installation, so it is not stored.
 */
export const withdrawnOn = (classifier: ClassifierName, code: string): string | undefined =>
  classifier === 'currency' ? withdrawals.get(code) : undefined;

/**
 * The classifier codes that an installation starts with: ISO 3166-1 countries, ISO 4217 currencies, and the starting
 * lists.
 */
export function startingClassifiers(): ClassifierEntry[] {
  return [
    ...Object.entries(countries.getNames('en'))
      .filter(([code]) => !NOT_IN_ISO_3166_1.has(code))
      .map(([code, name]): ClassifierEntry => ({ classifier: 'country', code, name })),
    ...[...currencyNames].map(([code, name]): ClassifierEntry => ({ classifier: 'currency', code, name })),
    ...Object.entries(startingCodes).flatMap(([classifier, codes]) =>
      codes.map((entry): ClassifierEntry => ({ classifier: classifier as ClassifierName, ...entry })),
    ),
  ];
}
