import { command } from './client.js';
import { runExport } from './export/run-export.js';

// npm run export
await command((args) =>
  runExport(args, {
    environment: process.env,
    folder: process.env['INIT_CWD'] ?? process.cwd(),
    output: process.stdout,
    terminal: process.stderr,
  }),
);
