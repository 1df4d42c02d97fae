import type { ManageModels } from '@aml-customer/application';
import { Gauge, type Registry } from 'prom-client';
import { bounded } from './look-up.js';

/** The metric of expired country lists, queried at each scrape. */
export class CountryListMetrics {
  private readonly gauge: Gauge<'list'>;

  constructor(models: Pick<ManageModels, 'activeLists'>) {
    const look = bounded(() => models.activeLists());
    this.gauge = new Gauge({
      name: 'aml_customer_country_list_expired',
      labelNames: ['list'] as const,
      registers: [],
      help:
        'Whether a country list of the active risk model is past its validity: 1 or 0; ' +
        'absent while the database does not answer',
      async collect() {
        const lists = await look();
        this.reset();
        for (const { list, expired } of lists ?? []) this.set({ list }, Number(expired));
      },
    });
  }

  register(registry: Registry): void {
    registry.registerMetric(this.gauge);
  }
}
