import {
  decide,
  errorCatalogue,
  inOrder,
  numberUsed,
  profileOf,
  read,
  type CatalogueEntry,
  type CustomerMessage,
  type Problem,
  type Profile,
} from '@aml-customer/domain';
import type { AssessedRisk } from '../../assessments/ports.js';
import {
  existenceProblem,
  isRepeat,
  type Outcome,
  type ReceivedBody,
  type RegistrationDependencies,
} from '../register/create-or-update-customer.js';
import { ignoredFieldsOf, type IgnoredFields } from '../ignored-fields.js';
import type { CustomerReader, CustomerRegister, CustomerVersion } from '../ports.js';
import { referenceData } from '../../classifiers/reference-data.js';
import { changesOf, type Changes } from './changes.js';

/** The maximum number of listed problems: a small body can have tens of thousands. */
const LISTED = 1000;

/**
 * Every problem of a message, and its effect if it were sent. Discloses no stored data, except which fields differ and
 * whether the customer exists.
 */
export interface Validation extends IgnoredFields {
  /** The answer that the message would get now; of several problems the first. */
  readonly outcome: Exclude<Outcome, { kind: 'unreadable' }>;
  /** In the order of the contract, at most 1,000; `problemCount` counts all. */
  readonly problems: readonly ValidationProblem[];
  readonly problemCount: number;
  /** The changes by an UPDATE of an existing customer; present if the message itself has no problems. */
  readonly update?: Changes;
  /** The result of the risk assessment; present for an EVALUATE that would be accepted. */
  readonly assessment?: RiskPreview;
}

/** A problem with its JSON Pointer (RFC 6901), and whether the original documentation lists it. */
export interface ValidationProblem extends Pick<Problem, 'code' | 'description' | 'pointer'> {
  readonly origin: CatalogueEntry['origin'];
}

/** An assessment that is not stored, or the values that prevent it. */
export type RiskPreview =
  AssessedRisk | { readonly notEvaluable: readonly { readonly pointer: string; readonly sentence: string }[] };

/** The ports and settings that validating uses. */
export interface ValidationDependencies extends Omit<RegistrationDependencies, 'customers'> {
  readonly customers: Pick<CustomerRegister, 'standing'> & Pick<CustomerReader, 'find'>;
  /** Assesses a profile as of now. */
  readonly previewRisk: (profile: Profile) => Promise<RiskPreview>;
}

/** Dry run of one message: reports every problem without storing it (docs/batch.md, "Validate"). */
export class ValidateCustomer {
  constructor(private readonly uses: ValidationDependencies) {}

  /** Rejects only if a port fails. */
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
    const replayed = acceptedBody !== undefined && isRepeat(body, acceptedBody);
    const stored = [
      acceptedBody === undefined || replayed ? undefined : numberUsed([]),
      customerExtId === undefined ? undefined : existenceProblem(action, customerExists),
    ].filter((problem) => problem !== undefined);
    const problems = replayed ? [] : inOrder([...('rejected' in decision ? decision.rejected : []), ...stored]);
    const [problem] = problems;
    const ignored = ignoredFieldsOf(reading);
    return {
      outcome: problem
        ? { kind: 'rejected', problem, ignoredFields: ignored.ignoredFieldCount }
        : { kind: 'accepted', replayed, ignoredFields: ignored.ignoredFieldCount },
      problems: problems.slice(0, LISTED).map(problemView),
      problemCount: problems.length,
      ...ignored,
      ...(!replayed &&
        reading.problems.length === 0 &&
        (await this.effects(reading.message as CustomerMessage, 'accepted' in decision))),
    };
  }

  /** The effects of a message without problems of its own. */
  private async effects(
    message: CustomerMessage,
    isAcceptable: boolean,
  ): Promise<Pick<Validation, 'update' | 'assessment'>> {
    const customer = message.action === 'UPDATE' ? await this.uses.customers.find(message.customerExtId) : undefined;
    return {
      ...(customer && { update: updateOf(customer, message) }),
      ...(isAcceptable &&
        message.sourceOfRiskLevel === 'EVALUATE' && { assessment: await this.uses.previewRisk(profileOf(message)) }),
    };
  }
}

const originOf = new Map(
  errorCatalogue.flatMap(({ code, rules, origin }) => rules.map((rule) => [`${code} ${rule}`, origin] as const)),
);

/** Rules about the structure are not in the catalogue: they are extensions. */
const problemView = ({ code, description, pointer, rule }: Problem): ValidationProblem => ({
  code,
  description,
  pointer,
  origin: originOf.get(`${code} ${rule}`) ?? 'extension',
});

/**
 * Compares with the current status and risk level, whether a message or an assessment set them. A level that is not
 * imported stays unchanged.
 */
function updateOf({ body, customerStatus, riskLevel }: CustomerVersion, message: CustomerMessage): Changes {
  const reading = read(JSON.parse(body));
  const stored = 'unreadable' in reading ? {} : profileOf(reading.message);
  const level = message.sourceOfRiskLevel === 'IMPORT' ? message.riskLevel : riskLevel;
  return changesOf({ ...stored, customerStatus, riskLevel }, { ...profileOf(message), riskLevel: level });
}
