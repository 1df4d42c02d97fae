// Generates two clients from the OpenAPI document, compiles them, and calls the service: `npm run clients`
import { createClient } from '@hey-api/openapi-ts';
import { run, HERE, saveDocument, withService } from './service.mjs';

await withService(async (url) => {
  const input = await saveDocument(url);
  await run('openapi-typescript', input, '--output', 'dist/openapi-typescript/schema.ts');
  await createClient({
    input,
    output: { path: `${HERE}dist/hey-api`, module: { extension: '.js' } },
    plugins: ['@hey-api/client-fetch', '@hey-api/typescript', '@hey-api/sdk'],
    logs: { level: 'silent' },
  });
  await run('tsc', '-p', 'tsconfig.json');
  for (const client of ['openapi-typescript', 'hey-api']) {
    const { callService } = await import(`${HERE}dist/js/clients/${client}.js`);
    await callService(url);
    console.log(`The client by ${client} compiles and works`);
  }
});
