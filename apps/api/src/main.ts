import { start } from './lifecycle/start.js';

// The service: npm start.
await start(async () => (await import('./composition/service.js')).startService);
