import { defineEntity, p } from '@mikro-orm/core';
import { Assessment, AssessmentDecision } from '../assessments/assessment-entities.js';
import { CALLBACK_ENTITIES } from '../callbacks/callback-entities.js';
import { ClassifierEntry } from '../classifiers/classifier-entity.js';
import { ConfigurationChange } from '../configuration/configuration-entity.js';
import { CUSTOMER_ENTITIES } from '../customers/customer-entities.js';
import { RISK_MODEL_ENTITIES } from '../risk-models/risk-model-entities.js';
import { Worker } from '../worker/worker-entity.js';
import { SCHEMA } from './schema-name.js';

/** Written by MikroORM's migrator. */
const AppliedMigration = defineEntity({
  name: 'AppliedMigration',
  tableName: 'migration',
  schema: SCHEMA,
  properties: { id: p.integer().primary().autoincrement(), name: p.string(), executedAt: p.datetime() },
});

/** All tables as MikroORM and Kysely see them. Constraints, indexes and triggers are in schema.sql. */
export const ENTITIES = [
  ...CUSTOMER_ENTITIES,
  Assessment,
  AssessmentDecision,
  ClassifierEntry,
  ConfigurationChange,
  AppliedMigration,
  ...CALLBACK_ENTITIES,
  ...RISK_MODEL_ENTITIES,
  Worker,
] as const;
