// Runs a server until it is killed: node holder.mjs <data folder>. It runs the source, as the specs do.
import { registerHooks } from 'node:module';

registerHooks({
  resolve: (specifier, context, next) => next(specifier.replace(/^(\.{1,2}\/.*)\.js$/, '$1.ts'), context),
});
const { startEmbeddedPostgres } = await import('../src/start.js');
const { url, pid } = await startEmbeddedPostgres({ dataDir: process.argv[2] });
console.log(JSON.stringify({ url, pid }));
