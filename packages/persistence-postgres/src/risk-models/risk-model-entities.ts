import { defineEntity, p } from '@mikro-orm/core';
import { SCHEMA } from '../database/schema-name.js';

const RiskModel = defineEntity({
  name: 'RiskModel',
  tableName: 'risk_model',
  schema: SCHEMA,
  properties: {
    id: p.text().primary(),
    version: p.text().primary(),
    hash: p.text(),
    data: p.text(),
    place: p.bigint('string'),
    addedAt: p.datetime(),
  },
});

const ActiveRiskModel = defineEntity({
  name: 'ActiveRiskModel',
  tableName: 'active_risk_model',
  schema: SCHEMA,
  properties: { onlyOne: p.boolean().primary(), id: p.text(), version: p.text() },
});

/** The tables of risk models. */
export const RISK_MODEL_ENTITIES = [RiskModel, ActiveRiskModel] as const;
