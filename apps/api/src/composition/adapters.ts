import type {
  Assessments,
  Classifiers,
  ConfigurationLog,
  CustomerErasure,
  CustomerExport,
  CustomerReader,
  CustomerRegister,
  Deliveries,
  EventLog,
  ReceiverStore,
  RiskModels,
  SecretBox,
} from '@aml-customer/application';

/** The adapters that the use cases work with: PostgreSQL in an installation, memory in tests. */
export interface Adapters {
  readonly customers: CustomerRegister & CustomerReader;
  readonly customerExport: CustomerExport;
  readonly customerErasure: CustomerErasure;
  readonly classifiers: Classifiers;
  readonly assessments: Assessments;
  readonly riskModels: RiskModels;
  readonly configurationLog: ConfigurationLog;
  readonly deliveries: Deliveries;
  readonly eventLog: EventLog;
  /** The receivers; the box seals and opens their secrets. */
  readonly receivers: (box: SecretBox) => ReceiverStore;
  /** Whether the database answers and its migrations are applied. */
  readonly isReady: () => Promise<boolean>;
}
