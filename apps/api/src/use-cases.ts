import { randomUUID } from 'node:crypto';
import {
  AssessCustomer,
  CallbackEvents,
  DecideAssessment,
  DeliverCallbacks,
  OwnOrDefaultReceiver,
  ValidateCustomer,
  type AssessedLevel,
  type AssessmentOutcome,
  type Assessments,
  type Classifiers,
  type Deliveries,
  type DeliveryDependencies,
  type Receiver,
  type ReceiverStore,
  type RiskModels,
  type SecretBox,
  type ValidationDependencies,
} from '@aml-customer/application';
import type { Profile } from '@aml-customer/domain';
import { AesSecretBox, HttpCallbackSender, secretKey } from '@aml-customer/callbacks';
import { ModelRiskEvaluation, NotEvaluable } from '@aml-customer/risk-evaluation';
import type { Settings } from './settings/settings.js';

const FOUR_EYES_LEVELS: readonly AssessedLevel[] = ['HIGH', 'EXTREME'];
const newId = () => randomUUID();
const now = () => new Date();
/** Names the events of an installation. */
export const eventsOf = ({ eventPrefix, updatePrefix }: Settings) =>
  new CallbackEvents({ events: eventPrefix, updates: updatePrefix });

/** Stretches pauses by up to a tenth, so that what failed together does not come back together. */
const jitter = (pause: number): number => pause * (1 + Math.random() / 10);

export const decideAssessment = (
  uses: {
    readonly assessments: Assessments;
    readonly classifiers: Classifiers;
    readonly tell?: (outcome: AssessmentOutcome) => void;
  },
  settings: Settings,
): DecideAssessment =>
  new DecideAssessment({
    ...uses,
    events: eventsOf(settings),
    newId,
    now,
    fourEyes: settings.fourEyes === 'on' ? FOUR_EYES_LEVELS : [],
  });

/** `tell` hears what became of each assessment. */
export const assessCustomer = (
  { assessments, riskModels }: { readonly assessments: Assessments; readonly riskModels: RiskModels },
  settings: Settings,
  tell: (outcome: AssessmentOutcome) => void = () => {},
): AssessCustomer =>
  new AssessCustomer({
    assessments,
    evaluation: new ModelRiskEvaluation(riskModels),
    events: eventsOf(settings),
    newId,
    now,
    tell,
  });

/** `report` hears of failures that are ours. */
export const deliverCallbacks = (
  { deliveries, receivers }: { readonly deliveries: Deliveries; readonly receivers: (box: SecretBox) => ReceiverStore },
  settings: Settings,
  attempts: Pick<DeliveryDependencies, 'attemptsPerReceiver' | 'attemptsAtHung'>,
  report: (failure: unknown) => void,
): DeliverCallbacks =>
  new DeliverCallbacks({
    deliveries,
    receivers: new OwnOrDefaultReceiver(receivers(secretBox(settings)), defaultReceiver(settings)),
    sender: new HttpCallbackSender({ allowedNetworks: settings.callbackAllowedNetworks ?? [] }),
    now,
    report,
    jitter,
    ...attempts,
  });

/** Where callbacks go whose requester has no receiver of its own. While receivers change over, both secrets sign. */
export function defaultReceiver({
  callbackUrl: url,
  callbackSecret: secret,
  callbackPreviousSecret: previous,
  callbackMode: mode,
}: Settings): Receiver | undefined {
  if (url === undefined || secret === undefined) return undefined;
  return { url, mode, secrets: previous === undefined ? [secret] : [secret, previous] };
}

/**
 * Seals and opens the secrets of single receivers; without the key it does neither, so that no event goes where it
 * should not.
 */
export function secretBox({ callbackSecretsKey: key }: Settings): SecretBox {
  const seal = () => {
    throw new Error('CALLBACK_SECRETS_KEY is not set');
  };
  return key === undefined ? { seal, open: () => undefined } : new AesSecretBox(secretKey(key));
}

/** Tells everything about a message; its risk is tried by the active model, on the day of the call. */
export function validateCustomer(
  uses: Omit<ValidationDependencies, 'tryRisk'>,
  { riskModels }: { readonly riskModels: RiskModels },
): ValidateCustomer {
  const evaluation = new ModelRiskEvaluation(riskModels);
  const tryRisk = (profile: Profile) =>
    evaluation.evaluate(profile, now()).catch((error: unknown) => {
      if (error instanceof NotEvaluable) return { notEvaluable: error.problems };
      throw error;
    });
  return new ValidateCustomer({ ...uses, tryRisk });
}
