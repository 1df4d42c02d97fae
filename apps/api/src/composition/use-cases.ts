import { createHash, randomUUID } from 'node:crypto';
import {
  AssessCustomer,
  assessOnAcceptance,
  BatchCustomers,
  CallbackEvents,
  CreateOrUpdateCustomer,
  DecideAssessment,
  DeliverCallbacks,
  EraseCustomer,
  ExplainedAssessments,
  ExportCustomers,
  ManageReceivers,
  OwnOrDefaultReceiver,
  ManageModels,
  ReadAssessments,
  ReadConfigurationChanges,
  ReplayAssessment,
  ReadCustomers,
  ReadEvents,
  ValidateCustomer,
  type AssessmentOutcome,
  type Receiver,
  type RegistrationDependencies,
  type RiskModels,
  type RiskPreview,
  type SecretBox,
} from '@aml-customer/application';
import { AesSecretBox, HttpCallbackSender, secretKey } from '@aml-customer/callbacks';
import type { Profile } from '@aml-customer/domain';
import {
  defaultModel,
  explainStored,
  loadModel,
  ModelRiskEvaluation,
  NotEvaluable,
  reassessStored,
} from '@aml-customer/risk-evaluation';
import { targetProblem } from '../callbacks/target-problem.js';
import type { Settings } from '../settings/settings.js';
import { ATTEMPTS } from '../worker/start-worker.js';
import type { Adapters } from './adapters.js';

const newId = () => randomUUID();
const now = () => new Date();
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
/** Milliseconds from a fixed point, for durations. */
const clock = () => performance.now();

/** The event types of an installation. */
export const eventsOf = ({ eventPrefix, updatePrefix }: Settings): CallbackEvents =>
  new CallbackEvents({ events: eventPrefix, updates: updatePrefix });

/** Called with the outcome of an assessment; a decision below the assessed level is an override. */
export type OnAssessment = (outcome: AssessmentOutcome, completion?: { readonly override: boolean }) => void;

/** The dependencies of the use cases of the HTTP application. */
export interface UseCaseParts {
  readonly adapters: Adapters;
  readonly settings: Settings;
  /** Called with the outcome of each assessment that was made on acceptance, or that a person decided. */
  readonly onAssessment: OnAssessment;
}

/** The use cases of the HTTP application. The controllers ask for them by class. */
export function httpUseCases({ adapters, settings, onAssessment }: UseCaseParts): readonly object[] {
  const { customers, customerExport, customerErasure, classifiers, assessments, riskModels, deliveries, eventLog } =
    adapters;
  const { screeningProcesses, unknownFields, activateAfter } = settings;
  const fourEyes = settings.fourEyes === 'on';
  const validating = { customers, classifiers, screeningProcesses, unknownFields };
  const registering: RegistrationDependencies = {
    ...validating,
    assess: assessOnAcceptance({ evaluation: new ModelRiskEvaluation(riskModels), now, fourEyes, activateAfter }),
    onAssessment,
  };
  const events = eventsOf(settings);
  const explained = new ExplainedAssessments({ assessments, models: riskModels, explain: explainStored });
  return [
    new CreateOrUpdateCustomer(registering),
    new BatchCustomers(registering, clock),
    new ValidateCustomer({ ...validating, previewRisk: riskPreview(riskModels) }),
    new ReadCustomers({ customers, activateAfter }),
    new ExportCustomers({ customerExport, classifiers }),
    new EraseCustomer({ customerErasure, sha256 }),
    new ReadAssessments({ assessments, explained }),
    new DecideAssessment({
      assessments: explained,
      classifiers,
      events,
      newId,
      now,
      fourEyes,
      activateAfter,
      onOutcome: onAssessment,
    }),
    new ReplayAssessment({ assessments: explained, models: riskModels, reassess: reassessStored }),
    manageModels({ riskModels, classifiers }),
    new ReadConfigurationChanges({ configurationLog: adapters.configurationLog }),
    new ReadEvents({ events: eventLog, deliveries }),
    new ManageReceivers(adapters.receivers(secretBox(settings)), targetProblem(settings)),
  ];
}

/** The risk models of the installation; the release offers the latest version of the default model. */
export const manageModels = ({ riskModels, classifiers }: Pick<Adapters, 'riskModels' | 'classifiers'>): ManageModels =>
  new ManageModels({ models: riskModels, load: loadModel, classifiers, offered: [defaultModel], now });

/** The dependencies of the use cases of a worker. */
export interface WorkerUseCaseParts {
  readonly adapters: Pick<Adapters, 'assessments' | 'riskModels' | 'deliveries' | 'receivers'>;
  readonly settings: Settings;
  /** Called with the outcome of each assessment. */
  readonly onAssessment: (outcome: AssessmentOutcome) => void;
  /** Called with failures of this service; a receiver's failure is an outcome. */
  readonly onFailure: (failure: unknown) => void;
}

/** The use cases of a worker. */
export function workerUseCases({ adapters, settings, onAssessment, onFailure }: WorkerUseCaseParts) {
  const { assessments, riskModels, deliveries } = adapters;
  const evaluation = new ModelRiskEvaluation(riskModels);
  const { lowering } = settings;
  return {
    assess: new AssessCustomer({
      assessments,
      evaluation,
      events: eventsOf(settings),
      newId,
      now,
      fourEyes: settings.fourEyes === 'on',
      lowering,
      activateAfter: settings.activateAfter,
      onOutcome: onAssessment,
    }),
    deliver: new DeliverCallbacks({
      deliveries,
      receivers: new OwnOrDefaultReceiver(adapters.receivers(secretBox(settings)), defaultReceiver(settings)),
      sender: new HttpCallbackSender({ allowedNetworks: settings.callbackAllowedNetworks ?? [] }),
      now,
      jitter,
      onFailure,
      ...ATTEMPTS,
    }),
  };
}

/** Stretches pauses by up to a tenth, so that callbacks that failed together are not retried together. */
const jitter = (pause: number): number => pause * (1 + Math.random() / 10);

/** The receiver of requesters without a specific one. During a change of secrets both secrets sign. */
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
 * Seals and opens the secrets of single receivers. Without the key it does neither, so that no event goes to a receiver
 * whose secret is unknown.
 */
function secretBox({ callbackSecretsKey: key }: Settings): SecretBox {
  const seal = () => {
    throw new Error('CALLBACK_SECRETS_KEY is not set');
  };
  return key === undefined ? { seal, open: () => undefined } : new AesSecretBox(secretKey(key));
}

/** Assesses a profile with the active model as of now, without storing anything. */
function riskPreview(riskModels: RiskModels): (profile: Profile) => Promise<RiskPreview> {
  const evaluation = new ModelRiskEvaluation(riskModels);
  return (profile) =>
    evaluation.evaluateExplained(profile, now()).catch((error: unknown) => {
      if (error instanceof NotEvaluable) return { notEvaluable: error.problems };
      throw error;
    });
}
