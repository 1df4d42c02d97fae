// Lints the OpenAPI document with the recommended rules of Redocly and Spectral: `npm run openapi`
import { run, saveDocument, withService } from './service.mjs';

const file = await withService(saveDocument);
await run('redocly', 'lint', file, '--config=redocly.yaml', '--max-problems=50');
await run('spectral', 'lint', file, '--ruleset=spectral.yaml', '--fail-severity=warn');
