import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('./receiver-process.js', import.meta.url));

/** A receiver of callbacks in its own process on this machine. */
export interface Receiver {
  /** The settings of a service that sends to it. */
  readonly settings: Readonly<Record<string, string>>;
  /** The number of events so far. */
  events(): Promise<number>;
  stop(): void;
}

/** Starts a receiver that accepts every event. */
export async function startReceiver(): Promise<Receiver> {
  const child = fork(PROGRAM);
  const [port] = (await once(child, 'message')) as [number];
  return {
    settings: {
      CALLBACK_URL: `http://127.0.0.1:${port}/`,
      CALLBACK_SECRET: Buffer.alloc(32, 'bench').toString('base64'),
      CALLBACK_ALLOWED_NETWORKS: '127.0.0.0/8',
    },
    events: async () => {
      const answer = once(child, 'message');
      child.send('events');
      return ((await answer) as [number])[0];
    },
    stop: () => void child.kill(),
  };
}
