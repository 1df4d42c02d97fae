import { Node, type Report } from '../field-rules/node.js';
import { inOrder, rule, type CatalogueEntry, type Problem } from '../field-rules/rule.js';
import { ROWS } from './error-order.js';
import type { Facts } from './facts.js';
import type { CustomerMessage } from './fields.js';
import { flagsOf, type Flags } from './flags.js';
import type { Reading, ValidBody } from './read.js';
import type { CodeList, CustomerStatus, EntityType, RiskLevel } from './vocabulary.js';

/** The reference data of an installation at the time of a decision. */
export interface ReferenceData {
  readonly knows: (codeList: CodeList, code: string) => boolean;
  /** Whether a risk management category marks a lead, which is a prospective customer. */
  readonly isLead: (category: string) => boolean;
}

/** The instructions of an accepted message to the store, which carries out all of them or none. */
export interface Intent {
  readonly customer: {
    readonly extId: string;
    readonly entityType: EntityType;
    readonly status: CustomerStatus;
    /** The first and last name of a person, or the title of an organisation. */
    readonly title: string;
    /** The imported risk level; absent if the level does not change (a new customer has NONE). */
    readonly riskLevel?: RiskLevel;
    /** Present if the customer is a lead. */
    readonly lead?: true;
    /** The flags in the questionnaire. A change of them causes customer.updated. */
    readonly flags: Flags;
  };
  readonly message: { readonly communicationNumber: string; readonly requester?: string };
  /** The tasks that follow: an assessment, and the screening processes to start. */
  readonly follow: { readonly assessment: boolean; readonly screenings: readonly string[] };
  /** The preconditions on stored data. */
  readonly hold: { readonly communicationNumber: 'new'; readonly customer: 'absent' | 'present' };
}

/** The result of deciding: the intent, or all problems in the contract's order. */
export type Decision = { readonly accepted: Intent } | { readonly rejected: readonly [Problem, ...Problem[]] };

/** Whether an installation ignores or rejects unknown fields (setting UNKNOWN_FIELDS). */
export type UnknownFields = 'ignore' | 'reject';

const catalogue: CatalogueEntry[] = [];
const root = Node.root(catalogue);

/** A lead cannot have an imported risk level (docs/contract/contract.md, "Errors"). */
const leadImported = root
  .member('riskManagementCategory', ROWS.leadImported)
  .rule(
    rule('C008.I02', "When source of risk level IMPORT.  'Lead' risk management category is forbidden"),
    'leadImported',
  );

/** O001: another message has used the communication number (docs/contract/contract.md, "Repeats"). */
export const numberUsed = root
  .member('communicationNumber', ROWS.numberUsed)
  .rule(rule('O001', 'CommunicationNumber already used in amlyze'), 'used');
const existence = root.member('customerExtId', ROWS.existence);
/** C004: CREATE of a customer that exists. */
export const customerExists = existence.rule(rule('C004', 'Customer already exists'), 'exists');
/** C004: UPDATE of a customer that does not exist. */
export const customerMissing = existence.rule(
  rule('C004', 'Cannot update not existing customer, use Action = CREATE'),
  'unknown',
);

/** The catalogue entries of the rules above. */
export const decisionCatalogue: readonly CatalogueEntry[] = catalogue;

/** Decides whether to accept a message. Pure: the reference data and the setting are arguments. */
export function decide(reading: Reading, reference: ReferenceData, unknownFields: UnknownFields = 'ignore'): Decision {
  if (isAcceptable(reading, reference, unknownFields)) return { accepted: intentOf(reading.valid.facts, reference) };
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

/** Whether the fast path can accept the message; false means that it may still be acceptable. */
function isAcceptable(
  reading: Reading,
  reference: ReferenceData,
  unknownFields: UnknownFields,
): reading is Reading & { readonly valid: ValidBody } {
  const { valid, ignored } = reading;
  return (
    valid !== undefined &&
    (unknownFields === 'ignore' || ignored.length === 0) &&
    knowsAll(valid.codes, reference) &&
    !isImportedLead(valid.facts, reference)
  );
}

function knowsAll(codes: ValidBody['codes'], reference: ReferenceData): boolean {
  for (let i = 0; i < codes.length; i += 2)
    if (!reference.knows(codes[i] as CodeList, codes[i + 1] as string)) return false;
  return true;
}

/** The most problems to list per field. A small body can have tens of thousands of unknown codes or fields. */
const MAX_PROBLEMS = 1000;

function unknownCodes(uses: Reading['uses'], reference: ReferenceData): Problem[] {
  const counts = new Map<Report, number>();
  const problems: Problem[] = [];
  for (const { codeList, code, at, unknown } of uses) {
    const count = counts.get(unknown) ?? 0;
    if (count >= MAX_PROBLEMS || reference.knows(codeList as CodeList, code)) continue;
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
  const { communicationNumber, requester, initializeScreeningProcesses: screenings } = message;
  const isImport = message.sourceOfRiskLevel === 'IMPORT';
  return {
    customer: customerOf(message, isImport, isLead(message.riskManagementCategory)),
    message: requester === undefined ? { communicationNumber } : { communicationNumber, requester },
    follow: { assessment: !isImport, screenings: screenings === undefined ? [] : [...new Set(screenings)] },
    hold: { communicationNumber: 'new', customer: message.action === 'UPDATE' ? 'present' : 'absent' },
  };
}

/** Assigns the optional members one by one, since spreading them takes longer than the rest of the decision. */
function customerOf(message: Facts, isImport: boolean, isLead: boolean): Intent['customer'] {
  const customer: { -readonly [name in keyof Intent['customer']]: Intent['customer'][name] } = {
    extId: message.customerExtId,
    entityType: message.entityType,
    status: message.customerStatus,
    title: titleOf(message),
    flags: flagsOf(message),
  };
  if (isImport && message.riskLevel !== undefined) customer.riskLevel = message.riskLevel;
  if (isLead) customer.lead = true;
  return customer;
}

/** The title of a customer: an organisation's title, or a person's first and last name with a space between them. */
export const titleOf = (message: Facts): string =>
  message.entityType === 'ORGANIZATION' ? message.title : `${message.firstName} ${message.lastName}`;
