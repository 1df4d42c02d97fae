import { command } from './client.js';
import { runImport } from './import/run-import.js';

// npm run import
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
await command((words) => runImport(words, { environment: process.env, folder: process.env['INIT_CWD'] ?? process.cwd(), screen: process.stderr, stop: stop.signal }));
