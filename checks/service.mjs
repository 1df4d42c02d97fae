import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { startService, temporaryFolder } from '@aml-customer/api/testing';

export const HERE = fileURLToPath(new URL('.', import.meta.url));

/** Runs a check against a new service on its own database. */
export async function withService(check, settings = {}) {
  const folder = temporaryFolder();
  const service = await startService({ DATA_DIR: `${folder.path}/data`, ...settings });
  try {
    return await check(`http://127.0.0.1:${service.port}`);
  } finally {
    service.signal('SIGTERM');
    await service.ended;
    folder.remove();
  }
}

/** Runs a command of node_modules in this folder. @throws Error if it fails */
export async function run(command, ...args) {
  const child = spawn(process.execPath, [`${HERE}node_modules/.bin/${command}`, ...args], {
    cwd: HERE,
    stdio: 'inherit',
    env: { ...process.env, REDOCLY_TELEMETRY: 'off', DO_NOT_TRACK: '1' },
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${command} ended with code ${code}`);
}

/** Saves the OpenAPI document of a service, and returns the path of the file. */
export async function saveDocument(url) {
  const file = `${HERE}dist/openapi.json`;
  const response = await fetch(`${url}/v2/api-docs`);
  await mkdir(`${HERE}dist`, { recursive: true });
  await writeFile(file, await response.text());
  return file;
}
