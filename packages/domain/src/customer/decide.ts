import { Node, type Report } from '../field-rules/node.js';
import { inOrder, rule, type CatalogueEntry, type Problem } from '../field-rules/rule.js';
import { ROWS } from './error-order.js';
import type { Facts } from './facts.js';
import type { CustomerMessage } from './fields.js';
import { flagsOf, type Flags } from './flags.js';
import type { Flawless, Reading } from './read.js';
import type { CodeList, CustomerStatus, EntityType, RiskLevel } from './vocabulary.js';

/** The codes of an installation, as they stand when a message is decided. */
export interface ReferenceData {
  readonly knows: (list: CodeList, code: string) => boolean;
  /** Whether a risk management category is a lead: somebody who is not a customer yet. */
  readonly isLead: (category: string) => boolean;
}

/**
 * What an accepted message asks of the store: what to keep, what must follow, and what must hold. All of it happens, or
 * nothing.
 */
export interface Intent {
  readonly customer: {
    readonly extId: string;
    readonly entityType: EntityType;
    readonly status: CustomerStatus;
    /** A person's first and last name, or the title of an organisation. */
    readonly title: string;
    /** The imported level; absent where the level stays as it was (NONE for a new customer). */
    readonly riskLevel?: RiskLevel;
    /** The risk management category marks a lead; absent where it does not. */
    readonly lead?: true;
    /**
     * What the questionnaire says by flags, for others to be told where it changes (docs/contract/callbacks.md,
     * "Events").
     */
    readonly flags: Flags;
  };
  readonly message: { readonly communicationNumber: string; readonly requester?: string };
  readonly follow: { readonly assessment: boolean; readonly screenings: readonly string[] };
  readonly hold: { readonly communicationNumber: 'new'; readonly customer: 'absent' | 'present' };
}

export type Decision = { readonly accepted: Intent } | { readonly rejected: readonly [Problem, ...Problem[]] };

/** How an installation wants unknown fields treated (setting UNKNOWN_FIELDS). */
export type UnknownFields = 'ignore' | 'reject';

const catalogue: CatalogueEntry[] = [];
const root = Node.root(catalogue);

/** A lead cannot be imported (contract.md, row 10). */
const leadImported = root
  .member('riskManagementCategory', ROWS.leadImported)
  .rule(
    rule('C008.I02', "When source of risk level IMPORT.  'Lead' risk management category is forbidden"),
    'leadImported',
  );

/**
 * What only the store can tell; the application asks for it on the way to a rejection (docs/contract/contract.md,
 * "Repeats").
 */
export const numberUsed = root
  .member('communicationNumber', ROWS.numberUsed)
  .rule(rule('O001', 'CommunicationNumber already used in amlyze'), 'used');
const existence = root.member('customerExtId', ROWS.existence);
export const customerExists = existence.rule(rule('C004', 'Customer already exists'), 'exists');
export const customerMissing = existence.rule(
  rule('C004', 'Cannot update not existing customer, use Action = CREATE'),
  'unknown',
);

/** The catalogue of the rules above. */
export const decisionCatalogue: readonly CatalogueEntry[] = catalogue;

/**
 * Decides what becomes of a message: an intent, or every problem in the contract's order. Pure; the reference data are
 * an argument.
 */
export function decide(reading: Reading, reference: ReferenceData, unknownFields: UnknownFields = 'ignore'): Decision {
  if (isAcceptable(reading, reference, unknownFields)) return { accepted: intentOf(reading.flawless.facts, reference) };
  const problems = [
    ...reading.problems,
    ...unknownCodes(reading.uses, reference),
    ...(isImportedLead(reading.message, reference) ? [leadImported([])] : []),
    ...(unknownFields === 'reject' ? reading.ignored.slice(0, MAX_PROBLEMS).map(({ problem }) => problem()) : []),
  ];
  const [first, ...others] = inOrder(problems);
  return first
    ? { rejected: [first, ...others] }
    : { accepted: intentOf(reading.message as CustomerMessage, reference) };
}

/** Whether nothing is to be said against a message, as far as that can be told without reading the whole of it. */
function isAcceptable(
  reading: Reading,
  reference: ReferenceData,
  unknownFields: UnknownFields,
): reading is Reading & { readonly flawless: Flawless } {
  const { flawless, ignored } = reading;
  return (
    flawless !== undefined &&
    (unknownFields === 'ignore' || ignored.length === 0) &&
    knowsAll(flawless.codes, reference) &&
    !isImportedLead(flawless.facts, reference)
  );
}

function knowsAll(codes: Flawless['codes'], reference: ReferenceData): boolean {
  for (let i = 0; i < codes.length; i += 2)
    if (!reference.knows(codes[i] as CodeList, codes[i + 1] as string)) return false;
  return true;
}

/** Of one field, what comes later ranks behind these many: a small body can use tens of thousands of codes. */
const MAX_PROBLEMS = 1000;

function unknownCodes(uses: Reading['uses'], reference: ReferenceData): Problem[] {
  const counts = new Map<Report, number>();
  const problems: Problem[] = [];
  for (const { list, code, at, unknown } of uses) {
    const count = counts.get(unknown) ?? 0;
    if (count >= MAX_PROBLEMS || reference.knows(list as CodeList, code)) continue;
    counts.set(unknown, count + 1);
    problems.push(unknown(at, { value: code }));
  }
  return problems;
}

const isImportedLead = (
  { sourceOfRiskLevel, riskManagementCategory }: Partial<Facts>,
  reference: ReferenceData,
): boolean =>
  sourceOfRiskLevel === 'IMPORT' && riskManagementCategory !== undefined && reference.isLead(riskManagementCategory);

function intentOf(message: Facts, { isLead }: ReferenceData): Intent {
  const isImport = message.sourceOfRiskLevel === 'IMPORT';
  return {
    customer: {
      extId: message.customerExtId,
      entityType: message.entityType,
      status: message.customerStatus,
      title: titleOf(message),
      ...(isImport && message.riskLevel && { riskLevel: message.riskLevel }),
      ...(isLead(message.riskManagementCategory) && { lead: true }),
      flags: flagsOf(message),
    },
    message: {
      communicationNumber: message.communicationNumber,
      ...(message.requester !== undefined && { requester: message.requester }),
    },
    follow: { assessment: !isImport, screenings: [...new Set(message.initializeScreeningProcesses)] },
    hold: { communicationNumber: 'new', customer: message.action === 'UPDATE' ? 'present' : 'absent' },
  };
}

/**
 * How a customer is called: an organisation by its title, a person by first name, space, last name (fields.json,
 * title).
 */
export const titleOf = (message: Facts): string =>
  message.entityType === 'ORGANIZATION' ? message.title : `${message.firstName} ${message.lastName}`;
