export { defaultDataDir } from './data-folder.js';
export { freePort } from './free-port.js';
export { acquireOwnerLock, isOwnerLock, LockInUse, type OwnerLock } from './owner-lock.js';
export type { ServerExit } from './server-process.js';
export { startEmbeddedPostgres, type EmbeddedPostgres, type EmbeddedPostgresOptions } from './start.js';
