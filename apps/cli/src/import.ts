import { command } from './client.js';
import { runImport } from './import/run-import.js';
import { stopAt } from './import/stop-signals.js';

// npm run import
const stop = stopAt(
  process,
  (code) => process.exit(code),
  () => performance.now(),
);
await command((args) =>
  runImport(args, {
    environment: process.env,
    folder: process.env['INIT_CWD'] ?? process.cwd(),
    terminal: process.stderr,
    stop,
  }),
);
