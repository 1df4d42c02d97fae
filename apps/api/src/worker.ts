import { start } from './lifecycle/start.js';

// A worker of its own: npm run worker.
await start(async () => (await import('./composition/service.js')).startWorkerService);
