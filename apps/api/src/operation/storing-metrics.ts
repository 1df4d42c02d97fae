import { Gauge, type Registry } from 'prom-client';

/** The messages that a process has accepted for storing and not answered yet. */
export interface Storing {
  /** Their number and the total length of their bodies in characters. */
  pending(): { readonly messages: number; readonly characters: number };
}

/**
 * Metrics of the messages that wait to be stored in this process: near its limits, clients get 503 (docs/adr/0011).
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
        'The total length of the bodies of those messages in characters',
        () => storing.pending().characters,
      ),
    ];
  }

  register(registry: Registry): void {
    for (const gauge of this.gauges) registry.registerMetric(gauge);
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
