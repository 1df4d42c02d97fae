import { Gauge, type Registry } from 'prom-client';

/** The messages that a process has taken on and not answered yet. */
export interface Storing {
  /** How many, and the characters of their bodies together. */
  pending(): { readonly messages: number; readonly characters: number };
}

/**
 * What Prometheus is told of messages that wait to be stored, by this process: near its limits, senders are told to
 * come back (docs/adr/0011).
 */
export class StoringMetrics {
  private readonly gauges: readonly Gauge[];

  constructor(storing: Storing) {
    this.gauges = [
      gauge(
        'aml_customer_messages_held',
        'Messages of this process that wait to be stored or are being stored',
        () => storing.pending().messages,
      ),
      gauge(
        'aml_customer_messages_held_characters',
        'The characters of the bodies of those messages together',
        () => storing.pending().characters,
      ),
    ];
  }

  register(registry: Registry): void {
    for (const each of this.gauges) registry.registerMetric(each);
  }
}

const gauge = (name: string, help: string, look: () => number): Gauge =>
  new Gauge({
    name,
    help,
    registers: [],
    collect() {
      this.set(look());
    },
  });
