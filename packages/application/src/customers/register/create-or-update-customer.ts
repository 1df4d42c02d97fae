import {
  customerExists,
  customerMissing,
  decide,
  factsOf,
  inOrder,
  numberUsed,
  read,
  sameJson,
  type Problem,
  type Reading,
  type UnknownFields,
} from '@aml-customer/domain';
import { resultOf, type AssessOnAcceptance, type ImmediateAssessment } from '../../assessments/assess-on-acceptance.js';
import type { Classifiers } from '../../classifiers/ports.js';
import { referenceData } from '../../classifiers/reference-data.js';
import { ignoredCount } from '../ignored-fields.js';
import type { CustomerRegister } from '../ports.js';

/** A request body: the text as received, which is stored, and the JSON value that it contains. */
export interface ReceivedBody {
  readonly text: string;
  readonly value: unknown;
}

/** The answer to the sender. `ignoredFields` counts unknown members, which are kept only in the stored message. */
export type Outcome =
  | { readonly kind: 'accepted'; readonly replayed: boolean; readonly ignoredFields: number }
  | { readonly kind: 'rejected'; readonly problem: Problem; readonly ignoredFields: number }
  | { readonly kind: 'unreadable'; readonly problem: Problem };

/** The ports and settings that registering uses. */
export interface RegistrationDependencies {
  readonly customers: CustomerRegister;
  readonly classifiers: Classifiers;
  /** The screening processes that a message may request. */
  readonly screeningProcesses: readonly string[];
  readonly unknownFields: UnknownFields;
  /** Assesses messages that ask for it before they are stored. Default: all assessments are queued. */
  readonly assess?: AssessOnAcceptance;
  /** Called with the state of the assessment of each accepted message that asks for one. */
  readonly onAssessment?: (state: 'QUEUED' | 'PENDING' | 'COMPLETED') => void;
}

/** Registers a customer, or replaces all data of one (docs/contract/contract.md, "The call"). */
export class CreateOrUpdateCustomer {
  constructor(private readonly uses: RegistrationDependencies) {}

  /**
   * Reads, decides, assesses and stores one message. A valid message needs a single write. Rejects only if a port
   * fails.
   */
  async handle(body: ReceivedBody): Promise<Outcome> {
    const reading = read(body.value);
    return 'unreadable' in reading
      ? { kind: 'unreadable', problem: reading.unreadable }
      : this.handleReading(body, reading);
  }

  /** As {@link handle}, for a body that was read already. */
  async handleReading(body: ReceivedBody, reading: Reading): Promise<Outcome> {
    const reference = referenceData(this.uses.classifiers.entries(), this.uses.screeningProcesses);
    const decision = decide(reading, reference, this.uses.unknownFields);
    if ('rejected' in decision) return this.refuse(body, reading, decision.rejected);
    const { accepted: intent } = decision;
    const assessment = this.uses.assess?.(intent, () => reading.profile());
    const outcome = await this.uses.customers.store(intent, body.text, assessment);
    switch (outcome) {
      case 'assessed':
      case 'stored':
        if (intent.follow.assessment) this.uses.onAssessment?.(stateOf(assessment, outcome));
        return accepted(reading, false);
      case 'number-taken':
        return this.refuse(body, reading, []);
      case 'customer-exists':
        return rejected(reading, customerExists([]));
      case 'customer-missing':
        return rejected(reading, customerMissing([]));
    }
  }

  /**
   * Answers the problem that ranks first, stored data included; a repeat takes precedence over all problems
   * (docs/contract/contract.md, "Repeats").
   */
  private async refuse(body: ReceivedBody, reading: Reading, problems: readonly Problem[]): Promise<Outcome> {
    const { communicationNumber, customerExtId, action = 'CREATE' } = factsOf(reading);
    if (communicationNumber === undefined) return rejected(reading, first(problems));
    const { acceptedBody, customerExists: exists } = await this.uses.customers.standing(
      communicationNumber,
      customerExtId,
    );
    if (acceptedBody !== undefined) {
      return isRepeat(body, acceptedBody) ? accepted(reading, true) : rejected(reading, numberUsed([]));
    }
    const existence = customerExtId === undefined ? undefined : existenceProblem(action, exists);
    return rejected(reading, first(inOrder([...problems, ...(existence ? [existence] : [])])));
  }
}

/**
 * Whether a body is the accepted one again (docs/contract/contract.md, "Repeats"). Most repeats have the same text,
 * which saves parsing the stored one.
 */
export const isRepeat = ({ text, value }: ReceivedBody, acceptedBody: string): boolean =>
  text === acceptedBody || sameJson(JSON.parse(acceptedBody), value);

/** The problem of creating a customer that exists, or of updating one that does not. */
export function existenceProblem(action: 'CREATE' | 'UPDATE', exists: boolean): Problem | undefined {
  if (action === 'CREATE') return exists ? customerExists([]) : undefined;
  return exists ? undefined : customerMissing([]);
}

function first([problem]: readonly Problem[]): Problem {
  if (!problem) throw new Error('The store refused a message, but the stored data explain no reason');
  return problem;
}

const stateOf = (assessment: ImmediateAssessment | undefined, outcome: 'assessed' | 'stored') =>
  assessment && outcome === 'assessed' ? resultOf(assessment).state : 'QUEUED';

const accepted = (reading: Reading, replayed: boolean): Outcome => ({
  kind: 'accepted',
  replayed,
  ignoredFields: ignoredCount(reading),
});
const rejected = (reading: Reading, problem: Problem): Outcome => ({
  kind: 'rejected',
  problem,
  ignoredFields: ignoredCount(reading),
});
