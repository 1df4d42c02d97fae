import { Module, type DynamicModule } from '@nestjs/common';
import { Access } from './access/access.js';
import { Pages } from './access/pages.js';
import { TokenGuesses } from './access/token-guesses.js';
import { AssessmentController, CustomerAssessmentsController } from './assessments/assessment.controller.js';
import { BodyMemory } from './body/body-memory.js';
import { JsonBodies } from './body/json-bodies.js';
import { batchMemory, messageMemory } from './body/memory-limits.js';
import { DELIVERIES_PORT, EventController } from './callbacks/event.controller.js';
import { ReceiverController } from './callbacks/receiver.controller.js';
import { CLASSIFIERS_PORT, ClassifierController } from './classifiers/classifier.controller.js';
import type { Adapters } from './composition/adapters.js';
import { ConfigurationChangeController } from './configuration/configuration-change.controller.js';
import { CLOCK, BatchController } from './customers/batch.controller.js';
import { BatchScheduler } from './customers/batch-scheduler.js';
import { CustomerController } from './customers/customer.controller.js';
import { EraseController } from './customers/erase.controller.js';
import { ExportController } from './customers/export.controller.js';
import { StoredCustomerController } from './customers/stored-customer.controller.js';
import { ValidateController } from './customers/validate.controller.js';
import { HealthController, READINESS } from './operation/health.controller.js';
import { MetricsController } from './operation/metrics.controller.js';
import { Metrics } from './operation/metrics.js';
import { PagesController } from './pages/pages.controller.js';
import { RiskModelController } from './risk-models/risk-model.controller.js';
import { Settings } from './settings/settings.js';

/** Every controller of the service. A new one is added here, and its routes to the OpenAPI document. */
const CONTROLLERS = [
  CustomerController,
  BatchController,
  ValidateController,
  StoredCustomerController,
  EraseController,
  ExportController,
  ClassifierController,
  CustomerAssessmentsController,
  AssessmentController,
  RiskModelController,
  ConfigurationChangeController,
  EventController,
  ReceiverController,
  HealthController,
  MetricsController,
  PagesController,
];

/** Milliseconds from a fixed point, for durations. */
const clock = () => performance.now();

/** The parts that the controllers need. */
export interface ModuleParts {
  /** Ready-made use cases; a controller asks for one by its class. */
  readonly useCases: readonly object[];
  readonly adapters: Pick<Adapters, 'classifiers' | 'deliveries' | 'isReady'>;
  readonly settings: Settings;
  readonly metrics: Metrics;
}

/** Hands ready-made objects to Nest: it resolves the constructors of the controllers and builds nothing else. */
@Module({})
export class AppModule {
  static of({ useCases, adapters, settings, metrics }: ModuleParts): DynamicModule {
    return {
      module: AppModule,
      controllers: CONTROLLERS,
      providers: [
        ...useCases.map((useCase) => ({ provide: useCase.constructor, useValue: useCase })),
        { provide: BatchScheduler, useValue: new BatchScheduler(settings.batches) },
        { provide: BodyMemory, useValue: new BodyMemory(batchMemory(settings), clock) },
        {
          provide: JsonBodies,
          useValue: new JsonBodies(settings.bodyLimit, new BodyMemory(messageMemory(settings), clock), clock),
        },
        { provide: CLOCK, useValue: clock },
        { provide: CLASSIFIERS_PORT, useValue: adapters.classifiers },
        { provide: DELIVERIES_PORT, useValue: adapters.deliveries },
        { provide: READINESS, useValue: adapters.isReady },
        { provide: Access, useValue: new Access(settings) },
        { provide: Pages, useValue: new Pages(settings) },
        { provide: TokenGuesses, useValue: new TokenGuesses(clock) },
        { provide: Metrics, useValue: metrics },
        { provide: Settings, useValue: settings },
      ],
    };
  }
}
