import { start } from './lifecycle/start.js';

// A separate worker process: npm run worker.
await start(async () => (await import('./composition/service.js')).startWorkerService);
