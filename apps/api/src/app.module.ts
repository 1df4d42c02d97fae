import {
  BatchCustomers,
  CreateOrUpdateCustomer,
  DecideAssessment,
  ExportCustomers,
  ManageReceivers,
  ReadAssessments,
  ReadCustomers,
  ReadEvents,
  ValidateCustomer,
  type AssessmentOutcome,
  type Assessments,
  type Classifiers,
  type CustomerExport,
  type Customers,
  type Deliveries,
  type EventLog,
  type ReceiverStore,
  type RiskModels,
  type SecretBox,
} from '@aml-customer/application';
import { ManageModels, ReplayAssessment } from '@aml-customer/risk-evaluation';
import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { Access } from './access/access.js';
import { AssessmentController, CustomerAssessmentsController } from './assessments/assessment.controller.js';
import { BodyRoom } from './body/body-room.js';
import { DELIVERIES_PORT, EventController } from './callbacks/event.controller.js';
import { ReceiverController } from './callbacks/receiver.controller.js';
import { targetProblem } from './callbacks/target-problem.js';
import { CLASSIFIERS_PORT, ClassifierController } from './classifiers/classifier.controller.js';
import { CLOCK, BatchController } from './customers/batch.controller.js';
import { BatchPlaces } from './customers/batch-places.js';
import { CustomerController } from './customers/customer.controller.js';
import { ExportController } from './customers/export.controller.js';
import { ReadingBackController } from './customers/reading-back.controller.js';
import { ValidateController } from './customers/validate.controller.js';
import { HealthController, READINESS, type Readiness } from './operation/health.controller.js';
import { MetricsController } from './operation/metrics.controller.js';
import { Metrics } from './operation/metrics.js';
import { RiskModelController } from './risk-models/risk-model.controller.js';
import { Settings } from './settings/settings.js';
import { decideAssessment, secretBox, validateCustomer } from './use-cases.js';

/** What the application needs from outside, whatever stands behind it. */
export interface Dependencies {
  readonly customers: Customers;
  readonly customerExport: CustomerExport;
  readonly classifiers: Classifiers;
  readonly assessments: Assessments;
  readonly riskModels: RiskModels;
  readonly deliveries: Deliveries;
  readonly eventLog: EventLog;
  /** The receivers, whose secrets the box seals and opens. */
  readonly receivers: (box: SecretBox) => ReceiverStore;
  /** Whether the database answers and its migrations are applied. */
  readonly isReady: Readiness;
  /** Hears of assessments that a person brought to their end. */
  readonly tell?: (outcome: AssessmentOutcome) => void;
}

/** Tells Nest what the controllers are made with; everything is built here, by constructor. */
@Module({})
export class AppModule {
  static of(dependencies: Dependencies, settings: Settings, metrics: Metrics): DynamicModule {
    const { customers, customerExport, classifiers, isReady } = dependencies;
    const { screeningProcesses, unknownFields } = settings;
    const registering = { customers, classifiers, screeningProcesses, unknownFields };
    const clock = () => performance.now();
    return {
      module: AppModule,
      controllers: [
        CustomerController,
        BatchController,
        ValidateController,
        ReadingBackController,
        ExportController,
        ClassifierController,
        CustomerAssessmentsController,
        AssessmentController,
        RiskModelController,
        EventController,
        ReceiverController,
        HealthController,
        MetricsController,
      ],
      providers: [
        { provide: CreateOrUpdateCustomer, useValue: new CreateOrUpdateCustomer(registering) },
        { provide: BatchCustomers, useValue: new BatchCustomers(registering, clock) },
        { provide: ValidateCustomer, useValue: validateCustomer(registering, dependencies) },
        { provide: BatchPlaces, useValue: new BatchPlaces(settings.batches) },
        { provide: BodyRoom, useValue: new BodyRoom((settings.batches + 1) * settings.batchBodyLimit) },
        { provide: CLOCK, useValue: clock },
        { provide: ReadCustomers, useValue: new ReadCustomers({ customers }) },
        { provide: ExportCustomers, useValue: new ExportCustomers({ customerExport, classifiers }) },
        ...afterAcceptance(dependencies, settings),
        { provide: CLASSIFIERS_PORT, useValue: classifiers },
        { provide: READINESS, useValue: isReady },
        { provide: Access, useValue: new Access(settings) },
        { provide: Metrics, useValue: metrics },
        { provide: Settings, useValue: settings },
      ],
    };
  }
}

/** What happens after 202: assessments, models, events and receivers. */
const afterAcceptance = (
  { assessments, riskModels, classifiers, deliveries, eventLog, receivers, tell }: Dependencies,
  settings: Settings,
): Provider[] => [
  { provide: ReadAssessments, useValue: new ReadAssessments({ assessments }) },
  {
    provide: DecideAssessment,
    useValue: decideAssessment({ assessments, classifiers, ...(tell && { tell }) }, settings),
  },
  { provide: ReplayAssessment, useValue: new ReplayAssessment({ assessments, models: riskModels }) },
  { provide: ManageModels, useValue: new ManageModels(riskModels) },
  { provide: ReadEvents, useValue: new ReadEvents({ events: eventLog, deliveries }) },
  { provide: DELIVERIES_PORT, useValue: deliveries },
  { provide: ManageReceivers, useValue: new ManageReceivers(receivers(secretBox(settings)), targetProblem(settings)) },
];
