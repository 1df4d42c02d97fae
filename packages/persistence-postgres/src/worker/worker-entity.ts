import { defineEntity, p } from '@mikro-orm/core';
import { SCHEMA } from '../database/schema-name.js';

/** Workers that have announced themselves. */
export const Worker = defineEntity({
  name: 'Worker',
  tableName: 'worker',
  schema: SCHEMA,
  properties: { id: p.text().primary(), announcedAt: p.datetime() },
});
