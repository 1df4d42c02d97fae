import type { ClassifierName } from '@aml-customer/domain';
import { defineEntity, p } from '@mikro-orm/core';
import { SCHEMA } from '../database/schema-name.js';

/** The codes of all classifiers. */
export const ClassifierEntry = defineEntity({
  name: 'ClassifierEntry',
  tableName: 'classifier_entry',
  schema: SCHEMA,
  properties: {
    classifier: p.text().$type<ClassifierName>().primary(),
    code: p.text().primary(),
    name: p.text(),
    lead: p.boolean(),
    retiredAt: p.datetime().nullable(),
  },
});
