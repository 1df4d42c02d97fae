// Installs the packages of package-lock.json in this folder, unless they are installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));
const markerFile = `${folder}node_modules/.aml-customer-checks`;
const wanted = createHash('sha256')
  .update(readFileSync(`${folder}package-lock.json`))
  .digest('hex');

if (!existsSync(markerFile) || readFileSync(markerFile, 'utf8') !== wanted) {
  console.log('Installing the packages of checks/package-lock.json …');
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--loglevel=error'], {
    cwd: folder,
    stdio: 'inherit',
  });
  if (status === 0) writeFileSync(markerFile, wanted);
  process.exitCode = status ?? 1;
}
