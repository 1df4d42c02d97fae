export { PostgresAssessments } from './assessments.postgres.js';
export { openPostgres, type Postgres, type PostgresOptions } from './open.js';
export { PostgresClassifiers } from './classifiers.postgres.js';
export { PostgresCustomers } from './customers.postgres.js';
export { PostgresDeliveries } from './deliveries.postgres.js';
export { PostgresEventLog } from './event-log.postgres.js';
export { PostgresFollowUps } from './follow-ups.postgres.js';
export { PostgresReceivers } from './receivers.postgres.js';
export { StorageFailure } from './storage-failure.js';
