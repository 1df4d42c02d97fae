export { startApp, posting, type AppUnderTest } from './app.js';
export { call, collect, rawConnection, serving, type Call, type Reply, type Serving } from './http.js';
export { callsOf, evaluation } from './assessing.js';
export { startService, temporaryFolder, type RunningService } from './service.js';
