import { MemoryAssessments } from '../assessments/assessments.memory.js';
import { MemoryCallbacks } from '../callbacks/callbacks.memory.js';
import { MemoryReceivers } from '../callbacks/receivers.memory.js';
import { MemoryClassifiers } from '../classifiers/classifiers.memory.js';
import type { ClassifierEntry } from '../classifiers/ports.js';
import { MemoryConfigurationLog } from '../configuration/configuration-log.memory.js';
import { MemoryCustomers } from '../customers/customers.memory.js';
import { MemoryCustomerErasure } from '../customers/erase/customer-erasure.memory.js';
import { MemoryCustomerExport } from '../customers/export/customer-export.memory.js';
import { MemoryRiskModels } from '../risk-models/risk-models.memory.js';
import { MemoryStore, type MemoryOptions } from './memory-store.js';

/** An adapter in memory for every port, on one store: for tests and for programs that need no database. */
export class MemoryInstallation {
  readonly customers: MemoryCustomers;
  readonly customerExport: MemoryCustomerExport;
  readonly customerErasure: MemoryCustomerErasure;
  readonly assessments: MemoryAssessments;
  readonly deliveries: MemoryCallbacks;
  readonly eventLog: MemoryCallbacks;
  readonly receivers: MemoryReceivers;
  readonly classifiers: MemoryClassifiers;
  readonly riskModels: MemoryRiskModels;
  readonly configurationLog: MemoryConfigurationLog;

  /** @param classifiers the codes to start with */
  constructor({
    classifiers = [],
    ...options
  }: MemoryOptions & { readonly classifiers?: readonly ClassifierEntry[] } = {}) {
    const store = new MemoryStore(options);
    this.customers = new MemoryCustomers(store);
    this.customerExport = new MemoryCustomerExport(store);
    this.customerErasure = new MemoryCustomerErasure(store);
    this.assessments = new MemoryAssessments(store);
    this.deliveries = this.eventLog = new MemoryCallbacks(store);
    this.configurationLog = new MemoryConfigurationLog(store.now);
    this.receivers = new MemoryReceivers(store, this.configurationLog);
    this.classifiers = new MemoryClassifiers(classifiers, this.configurationLog);
    this.riskModels = new MemoryRiskModels(store.now, this.configurationLog, store);
  }
}
