import { CreateOrUpdateCustomer, ReadCustomers, type Classifiers, type Customers } from '@aml-customer/application';
import { Module, type DynamicModule } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import type { Logger } from 'pino';
import { Access } from './access/access.js';
import { CLASSIFIERS_PORT, ClassifierController } from './classifier/classifier.controller.js';
import { CustomerController } from './customer/customer.controller.js';
import { ReadingBackController } from './customer/reading-back.controller.js';
import { frameworkLog } from './log/log.js';
import { HealthController, READINESS, type Readiness } from './operation/health.controller.js';
import { MetricsController } from './operation/metrics.controller.js';
import { Metrics } from './operation/metrics.js';
import { Settings } from './settings.js';

/** What the application needs from outside, whatever stands behind it. */
export interface Dependencies {
  readonly customers: Customers;
  readonly classifiers: Classifiers;
  /** Whether the database answers and its migrations are applied. */
  readonly isReady: Readiness;
}

/** Tells Nest what the controllers are made with; everything is built here, by constructor. */
@Module({})
export class AppModule {
  static of({ customers, classifiers, isReady }: Dependencies, settings: Settings, metrics: Metrics, log: Logger): DynamicModule {
    const { screeningProcesses, unknownFields } = settings;
    return {
      module: AppModule,
      imports: [LoggerModule.forRoot({ pinoHttp: { logger: frameworkLog(log), wrapSerializers: false }, useExisting: true, forRoutes: ['/'] })],
      controllers: [CustomerController, ReadingBackController, ClassifierController, HealthController, MetricsController],
      providers: [
        { provide: CreateOrUpdateCustomer, useValue: new CreateOrUpdateCustomer({ customers, classifiers, screeningProcesses, unknownFields }) },
        { provide: ReadCustomers, useValue: new ReadCustomers({ customers }) },
        { provide: CLASSIFIERS_PORT, useValue: classifiers },
        { provide: READINESS, useValue: isReady },
        { provide: Access, useValue: new Access(settings) },
        { provide: Metrics, useValue: metrics },
        { provide: Settings, useValue: settings },
      ],
    };
  }
}
