import type { ConfigurationAction, ConfigurationArea } from '@aml-customer/application';
import { defineEntity, p } from '@mikro-orm/core';
import { SCHEMA } from '../database/schema-name.js';

/** A change of the configuration. */
export const ConfigurationChange = defineEntity({
  name: 'ConfigurationChange',
  tableName: 'configuration_change',
  schema: SCHEMA,
  properties: {
    id: p.bigint('string').primary().autoincrement(),
    area: p.text().$type<ConfigurationArea>(),
    key: p.array(),
    action: p.text().$type<ConfigurationAction>(),
    changedBy: p.text(),
    changedAt: p.datetime(),
  },
});
