import { start } from './lifecycle/start.js';

// The service: npm start.
await start(async () => (await import('./compose.js')).startService);
