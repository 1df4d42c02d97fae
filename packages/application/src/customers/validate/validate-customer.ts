import {
  decide,
  errorCatalogue,
  inOrder,
  namesAt,
  numberUsed,
  profileOf,
  read,
  sameJson,
  stepsOf,
  type CatalogueEntry,
  type CustomerMessage,
  type Problem,
  type Profile,
  type Reading,
} from '@aml-customer/domain';
import type { AssessedRisk } from '../../assessments/ports.js';
import {
  contradiction,
  ignoredCount,
  type Dependencies,
  type Outcome,
  type ReceivedBody,
} from '../register/create-or-update-customer.js';
import type { Customers, CustomerVersion } from '../ports.js';
import { referenceData } from '../../classifiers/reference-data.js';
import { changesOf, type Changes } from './changes.js';
import { nearestName } from './nearest-name.js';

/** How many problems, and how many ignored fields, are listed: a small body can have tens of thousands. */
const LISTED = 1000;

/** For how many different slips the name is looked for that was meant: it takes 0.1 ms each. */
const LOOKED_FOR = 50;

/**
 * Everything that is wrong with a message, and what it would do. Nothing of it comes from what is stored, but pointers
 * and whether there is such a customer.
 */
export interface Validation {
  /** What the message would be answered now; of several problems the first. */
  readonly outcome: Exclude<Outcome, { kind: 'unreadable' }>;
  /** In the order of the contract, at most the first 1,000; `problemCount` is of all. */
  readonly problems: readonly ValidationProblem[];
  readonly problemCount: number;
  /** Unknown members, at most the first 1,000; `ignoredFieldCount` is of all. */
  readonly ignoredFields: readonly IgnoredField[];
  readonly ignoredFieldCount: number;
  /** What an UPDATE of a customer that there is would do to it; there once the message reads without problems. */
  readonly update?: Changes;
  /** What an assessment would conclude, for an EVALUATE that would be accepted, or why there would be none. */
  readonly assessment?: TriedRisk;
}

/** A problem with its place in the body (RFC 6901), and whether the original documentation publishes its line. */
export interface ValidationProblem extends Pick<Problem, 'code' | 'description' | 'pointer'> {
  readonly origin: CatalogueEntry['origin'];
}

/** A field that is not looked at, and the known name that may have been meant, of the first 50 different slips. */
export interface IgnoredField {
  readonly pointer: string;
  readonly didYouMean?: string;
}

/** An assessment that is not kept, or the values that it cannot be made with. */
export type TriedRisk =
  AssessedRisk | { readonly notEvaluable: readonly { readonly pointer: string; readonly sentence: string }[] };

/** Beside what registering works with: how risk is tried on a profile, by the clock of the installation. */
export interface ValidationDependencies extends Omit<Dependencies, 'customers'> {
  readonly customers: Pick<Customers, 'standing' | 'find'>;
  readonly tryRisk: (profile: Profile) => Promise<TriedRisk>;
}

/** Dry run of a message: reports every problem without storing it (docs/batch.md, "Validate"). */
export class ValidateCustomer {
  constructor(private readonly uses: ValidationDependencies) {}

  /** Rejects only when a port fails. */
  async validate(body: ReceivedBody): Promise<Validation | Extract<Outcome, { kind: 'unreadable' }>> {
    const reading = read(body.value);
    if ('unreadable' in reading) return { kind: 'unreadable', problem: reading.unreadable };
    const { communicationNumber, customerExtId, action = 'CREATE' } = reading.message;
    const decision = decide(
      reading,
      referenceData(this.uses.classifiers.entries(), this.uses.screeningProcesses),
      this.uses.unknownFields,
    );
    const { acceptedBody, customerExists } = await this.uses.customers.standing(
      communicationNumber ?? '',
      customerExtId,
    );
    const replayed = acceptedBody !== undefined && sameJson(JSON.parse(acceptedBody), body.value);
    const stored = [
      acceptedBody === undefined || replayed ? undefined : numberUsed([]),
      customerExtId === undefined ? undefined : contradiction(action, customerExists),
    ].filter((problem) => problem !== undefined);
    const problems = replayed ? [] : inOrder([...('rejected' in decision ? decision.rejected : []), ...stored]);
    const [problem] = problems;
    const ignoredFieldCount = ignoredCount(reading);
    return {
      outcome: problem
        ? { kind: 'rejected', problem, ignoredFields: ignoredFieldCount }
        : { kind: 'accepted', replayed, ignoredFields: ignoredFieldCount },
      problems: problems.slice(0, LISTED).map(shown),
      problemCount: problems.length,
      ignoredFields: ignoredFieldsOf(reading),
      ignoredFieldCount,
      ...(!replayed &&
        reading.problems.length === 0 &&
        (await this.effects(reading.message as CustomerMessage, 'accepted' in decision))),
    };
  }

  /** What a message that reads would do, were it accepted. */
  private async effects(
    message: CustomerMessage,
    isDecided: boolean,
  ): Promise<Pick<Validation, 'update' | 'assessment'>> {
    const customer = message.action === 'UPDATE' ? await this.uses.customers.find(message.customerExtId) : undefined;
    return {
      ...(customer && { update: updateOf(customer, message) }),
      ...(isDecided &&
        message.sourceOfRiskLevel === 'EVALUATE' && { assessment: await this.uses.tryRisk(profileOf(message)) }),
    };
  }
}

const originOf = new Map(
  errorCatalogue.flatMap(({ code, rules, origin }) => rules.map((rule) => [`${code} ${rule}`, origin] as const)),
);

/** Rules of structure are ours wherever they are broken. */
const shown = ({ code, description, pointer, rule }: Problem): ValidationProblem => ({
  code,
  description,
  pointer,
  origin: originOf.get(`${code} ${rule}`) ?? 'extension',
});

function ignoredFieldsOf({ ignored }: Reading): IgnoredField[] {
  const fields: IgnoredField[] = [];
  const meant = new Map<string, string | undefined>();
  for (const each of ignored) {
    if (fields.length >= LISTED) break;
    fields.push(
      ...each
        .pointers()
        .slice(0, LISTED - fields.length)
        .map((pointer) => named(pointer, meant)),
    );
  }
  return fields;
}

/** The same slip in another element of a list is the same one; `meant` keeps what was found of each. */
function named(pointer: string, meant: Map<string, string | undefined>): IgnoredField {
  const slip = pointer.replace(/\/\d+(?=\/)/g, '/0');
  if (!meant.has(slip) && meant.size < LOOKED_FOR) meant.set(slip, nameMeant(slip));
  const didYouMean = meant.get(slip);
  return { pointer, ...(didYouMean !== undefined && { didYouMean }) };
}

function nameMeant(pointer: string): string | undefined {
  const steps = stepsOf(pointer);
  return nearestName(steps.at(-1) ?? '', namesAt(steps.slice(0, -1)));
}

/**
 * Status and level of a customer are as they stand, whichever message or assessment set them; a level that is not
 * imported stays.
 */
function updateOf({ body, customerStatus, riskLevel }: CustomerVersion, message: CustomerMessage): Changes {
  const reading = read(JSON.parse(body));
  const stored = 'unreadable' in reading ? {} : profileOf(reading.message);
  const level = message.sourceOfRiskLevel === 'IMPORT' ? message.riskLevel : riskLevel;
  return changesOf({ ...stored, customerStatus, riskLevel }, { ...profileOf(message), riskLevel: level });
}
