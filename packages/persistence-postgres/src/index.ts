export { openPostgres, type Postgres, type PostgresOptions } from './open.js';
export { StorageFailure } from './storage-failure.js';
