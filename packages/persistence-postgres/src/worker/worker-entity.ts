import { defineEntity, p } from '@mikro-orm/core';
import { SCHEMA } from '../database/schema-name.js';

/** The workers that announced themselves. */
export const Worker = defineEntity({
  name: 'Worker',
  tableName: 'worker',
  schema: SCHEMA,
  properties: { id: p.text().primary(), announcedAt: p.datetime() },
});
