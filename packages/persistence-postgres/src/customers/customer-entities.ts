import type { VersionCause } from '@aml-customer/application';
import type { CustomerStatus, EntityType, RiskLevel } from '@aml-customer/domain';
import { defineEntity, p } from '@mikro-orm/core';
import { SCHEMA } from '../database/schema-name.js';

const id = () => p.bigint('string').primary().autoincrement();
const reference = () => p.bigint('string');

const Message = defineEntity({
  name: 'Message',
  tableName: 'message',
  schema: SCHEMA,
  properties: {
    id: id(),
    communicationNumber: p.text(),
    requester: p.text().nullable(),
    body: p.text(),
    receivedAt: p.datetime(),
  },
});

const Customer = defineEntity({
  name: 'Customer',
  tableName: 'customer',
  schema: SCHEMA,
  properties: {
    id: id(),
    extId: p.text(),
    entityType: p.text().$type<EntityType>(),
    status: p.text().$type<CustomerStatus>(),
    riskLevel: p.text().$type<RiskLevel>(),
    title: p.text(),
    version: p.integer(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
});

const CustomerVersion = defineEntity({
  name: 'CustomerVersion',
  tableName: 'customer_version',
  schema: SCHEMA,
  properties: {
    customerId: reference().primary(),
    version: p.integer().primary(),
    messageId: reference(),
    cause: p.text().$type<VersionCause>(),
    status: p.text().$type<CustomerStatus>(),
    riskLevel: p.text().$type<RiskLevel>(),
    title: p.text(),
    createdAt: p.datetime(),
    assessmentId: reference().nullable(),
    sanctioned: p.boolean().nullable(),
    pep: p.boolean().nullable(),
    familyPep: p.boolean().nullable(),
    inAdverseMedia: p.boolean().nullable(),
    inInternalList: p.boolean().nullable(),
  },
});

const Screening = defineEntity({
  name: 'Screening',
  tableName: 'screening',
  schema: SCHEMA,
  properties: {
    id: id(),
    customerId: reference(),
    version: p.integer(),
    messageId: reference(),
    process: p.text(),
    position: p.integer(),
    state: p.text(),
    createdAt: p.datetime(),
  },
});

const Erasure = defineEntity({
  name: 'Erasure',
  tableName: 'erasure',
  schema: SCHEMA,
  properties: {
    id: id(),
    customerHash: p.text(),
    erasedBy: p.text(),
    erasedAt: p.datetime(),
    versions: p.integer(),
    messages: p.integer(),
    assessments: p.integer(),
    decisions: p.integer(),
    screenings: p.integer(),
    events: p.integer(),
  },
});

/** The tables of customers, their messages, and erasures. */
export const CUSTOMER_ENTITIES = [Message, Customer, CustomerVersion, Screening, Erasure] as const;
