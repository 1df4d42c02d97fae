/** A currency that ISO 4217 changed and the library does not know yet. */
export interface CurrencyChange {
  readonly code: string;
  readonly name: string;
  /** The first day on which the currency was no longer current, yyyy-MM-dd; absent for a new currency. */
  readonly withdrawn?: string;
  readonly source: string;
}

/**
 * The changes of ISO 4217 that `currency-codes` lacks. When you review it, compare list one and list three of the
 * maintenance agency (SIX) with the library, and update `reviewedOn`: a test fails when it is older than a year.
 *
 * A withdrawn code stays in the classifier, with its date, because an initial deposit may have been made in it. The
 * overlay goes back to 2021: records on a customer are kept for five years.
 */
export const CURRENCY_CHANGES: { readonly reviewedOn: string; readonly changes: readonly CurrencyChange[] } = {
  reviewedOn: '2026-11-28',
  changes: [
    { code: 'XCG', name: 'Caribbean Guilder', source: 'ISO 4217 amendment 176, in use since 2025-03-31' },
    { code: 'XAD', name: 'Arab Accounting Dinar', source: 'ISO 4217 amendment 179, of 2025-05-12' },
    {
      code: 'ANG',
      name: 'Netherlands Antillean Guilder',
      withdrawn: '2025-03-31',
      source: 'ISO 4217 amendment 176: replaced by XCG; cash was accepted until 2025-06-30',
    },
    {
      code: 'BGN',
      name: 'Bulgarian Lev',
      withdrawn: '2026-01-01',
      source: 'ISO 4217 amendment 180: replaced by EUR',
    },
    {
      code: 'CUC',
      name: 'Peso Convertible',
      withdrawn: '2021-01-01',
      source: 'ISO 4217 amendment 178: replaced by CUP on 2021-01-01; exchanged until 2021-06-30',
    },
    { code: 'HRK', name: 'Kuna', withdrawn: '2023-01-01', source: 'ISO 4217 list three: replaced by EUR' },
    { code: 'SLL', name: 'Leone (old)', withdrawn: '2024-01-01', source: 'ISO 4217 list three: replaced by SLE' },
    {
      code: 'ZWL',
      name: 'Zimbabwe Dollar',
      withdrawn: '2024-09-01',
      source: 'ISO 4217 amendment 177: replaced by ZWG',
    },
  ],
};
