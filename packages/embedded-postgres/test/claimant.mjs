// Takes an owner lock on input and prints the outcome: node claimant.mjs <lock file>.
import { once } from 'node:events';
import { registerHooks } from 'node:module';

registerHooks({
  resolve: (specifier, context, next) => next(specifier.replace(/^(\.{1,2}\/.*)\.js$/, '$1.ts'), context),
});
const { acquireOwnerLock } = await import('../src/owner-lock.js');
console.log('ready');
await once(process.stdin, 'data');
try {
  acquireOwnerLock(process.argv[2], 'It');
  console.log('mine');
} catch (error) {
  console.log(error.message);
}
process.stdin.resume();
