import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Load, LoadMessage, Measured } from './load.js';

const PROGRAM = fileURLToPath(new URL('./generator-process.js', import.meta.url));

/** The load generator, in its own process. */
export interface Generator {
  /** Sends one load. Rejects if the generator fails. */
  run(load: Load, onWindow?: (kind: 'begun' | 'ended') => void): Promise<Measured>;
  stop(): void;
}

/** Starts a generator for consecutive loads, so that its code is compiled when the measured one begins. */
export function startGenerator(): Generator {
  const child = fork(PROGRAM);
  return {
    run: (load, onWindow = () => {}) =>
      new Promise((resolve, reject) => {
        const fail = (code: number | null) => reject(new Error(`The load generator ended with ${code}`));
        const receive = (message: LoadMessage): void => {
          if (message.kind !== 'measured') return onWindow(message.kind);
          child.off('exit', fail).off('message', receive);
          resolve(message);
        };
        child.once('exit', fail).on('message', receive);
        child.send(load);
      }),
    stop: () => void child.kill(),
  };
}
