import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client, ClientConfig } from 'pg';
import { connect } from './connection.js';
import { attempt } from './storage-failure.js';

const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 5_000;
/** Without it, a connection that only listens would take minutes to notice a dead peer. */
const PULSE_MS = 20_000;

/** A channel and its handler. If `onChange` rejects, it is retried on a new connection. */
export interface Listening {
  readonly settings: ClientConfig;
  readonly channel: string;
  readonly onChange: () => Promise<void>;
  readonly onError: (error: Error) => void;
  /** How often the connection is tested. Default 20 s. */
  readonly pulseMs?: number;
}

/**
 * Listens for notifications on its own connection. `onChange` runs after each notification and after each
 * (re)connection, since notifications may have been missed. A lost connection is reopened until `close`.
 */
export class ChangeListener {
  private readonly closing = new AbortController();
  private client: Client | undefined;
  private reconnecting = Promise.resolve();

  constructor(private readonly listening: Listening) {}

  /** Resolves when it listens and the first `onChange` has completed; otherwise rejects with the cause. */
  async start(): Promise<void> {
    const { settings, channel, onChange } = this.listening;
    const client = await connect(settings);
    const lost = new Promise((resolve) => client.once('end', resolve));
    client.on('notification', () => void onChange().catch(() => client.end()));
    try {
      await attempt('listening', () => client.query(`listen ${channel}`));
      await onChange();
    } catch (error) {
      await client.end();
      throw error;
    }
    this.client = client;
    this.keepPulse(client);
    void lost.then(() => {
      this.reconnecting = this.reconnect();
    });
    if (this.closing.signal.aborted) await client.end();
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.client?.end();
    await this.reconnecting;
  }

  private keepPulse(client: Client): void {
    const pulse = setInterval(
      () => void client.query('select 1').catch(() => abandon(client)),
      this.listening.pulseMs ?? PULSE_MS,
    ).unref();
    client.once('end', () => clearInterval(pulse));
  }

  private async reconnect(): Promise<void> {
    for (let pause = FIRST_RETRY_MS; !this.closing.signal.aborted; pause = Math.min(2 * pause, LONGEST_RETRY_MS)) {
      try {
        await sleep(pause, undefined, { signal: this.closing.signal });
        return await this.start();
      } catch (error) {
        if (!this.closing.signal.aborted) this.listening.onError(error as Error);
      }
    }
  }
}

/** Destroys the socket, since a regular goodbye would wait for an answer. */
const abandon = (client: Client): void =>
  void (client as unknown as { readonly connection: { readonly stream: Socket } }).connection.stream.destroy();
