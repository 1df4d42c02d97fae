/** One message or one batch per request, on several connections: a warm-up and then a measured window. */
export interface Load {
  readonly origin: string;
  readonly path: string;
  readonly text: string;
  /** Messages per request; 1 means single messages. */
  readonly many: number;
  /** The number of the first message; each takes the next. */
  readonly from: number;
  /** Concurrent requests; with a rate, the most connections. */
  readonly connections: number;
  readonly warmUpSeconds: number;
  readonly seconds: number;
  /** Requests per second, sent without waiting for answers. Otherwise each connection sends after its last answer. */
  readonly rate?: number;
  /** The load ends early after this many messages per second of its length. */
  readonly limitPerSecond?: number;
}

/** The measurement; `cpuSeconds` are those of the generator. */
export interface Measured {
  /** Requests in the window. */
  readonly requests: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly p999Ms: number;
  readonly cpuSeconds: number;
  /** Answers by status, including those outside of the window. */
  readonly statuses: Readonly<Record<string, number>>;
  /** The number of the next message. */
  readonly next: number;
}

/** The messages of the generator's process, in this order, for each load that it gets. */
export type LoadMessage =
  { readonly kind: 'begun' } | { readonly kind: 'ended' } | ({ readonly kind: 'measured' } & Measured);
