import type { CallbackEvents, CustomerVersion, Customers, Standing, StoreOutcome, VersionSummary } from '@aml-customer/application';
import type { Intent } from '@aml-customer/domain';
import type { Pool } from 'pg';
import { keyOf, run, type Tables } from './database.js';
import { attempt, reported, StorageFailure } from './storage-failure.js';
import { storeStatement, storeValues, updateTypesOf } from './store-statement.js';

/** The registered customers in PostgreSQL (port: Customers). Methods reject with a StorageFailure. */
export class PostgresCustomers implements Customers {
  private readonly updateTypes: readonly string[];

  constructor(private readonly pool: Pool, private readonly tables: Tables, events: CallbackEvents) {
    this.updateTypes = updateTypesOf(events);
  }

  async store(intent: Intent, body: string): Promise<StoreOutcome> {
    try {
      await run(this.pool, storeStatement(intent), storeValues(intent, body, this.updateTypes));
      return 'stored';
    } catch (error) {
      const broken = brokenCondition(error);
      if (broken) return broken;
      throw new StorageFailure('storing a message', error);
    }
  }

  async standing(communicationNumber: string, customerExtId: string | undefined): Promise<Standing> {
    const { acceptedBody, customerExists } = await attempt('comparing a message', () => this.tables.selectNoFrom((of) => [
      of.selectFrom('message').where('communication_number', '=', keyOf(communicationNumber)).select('body').as('acceptedBody'),
      of.exists(of.selectFrom('customer').where('ext_id', '=', keyOf(customerExtId)).select('id')).as('customerExists'),
    ]).executeTakeFirstOrThrow());
    return { ...(acceptedBody !== null && { acceptedBody }), customerExists: Boolean(customerExists) };
  }

  async find(customerExtId: string, version?: number): Promise<CustomerVersion | undefined> {
    if (version !== undefined && !isVersion(version)) return undefined;
    return attempt('reading a customer', () => this.versionsOf(customerExtId)
      .select(['c.ext_id as customerExtId', 'v.status as customerStatus', 'v.risk_level as riskLevel', 'v.title', 'm.body', 'c.created_at as createdAt', 'v.created_at as updatedAt'])
      .where('v.version', '=', (of) => (version === undefined ? of.ref('c.version') : of.val(version)))
      .executeTakeFirst());
  }

  async versions(customerExtId: string): Promise<readonly VersionSummary[] | undefined> {
    const versions = await attempt('reading the versions of a customer', () => this.versionsOf(customerExtId)
      .select(['v.created_at as createdAt', 'v.cause'])
      .orderBy('v.version')
      .execute());
    return versions.length > 0 ? versions : undefined;
  }

  private versionsOf(customerExtId: string) {
    return this.tables
      .selectFrom('customer as c')
      .innerJoin('customer_version as v', 'v.customer_id', 'c.id')
      .innerJoin('message as m', 'm.id', 'v.message_id')
      .select(['v.version', 'm.communication_number as communicationNumber'])
      .where('c.ext_id', '=', keyOf(customerExtId));
  }
}

/** Versions are what the column holds; another number is nobody's version, and the server would refuse it. */
const isVersion = (version: number): boolean => Number.isInteger(version) && version > 0 && version < 2 ** 31;

function brokenCondition(error: unknown): Exclude<StoreOutcome, 'stored'> | undefined {
  const { code, constraint, table, column } = reported(error);
  if (code === '23505' && constraint === 'message_communication_number_key') return 'number-taken';
  if (code === '23505' && constraint === 'customer_ext_id_key') return 'customer-exists';
  if (code === '23502' && table === 'customer_version' && column === 'customer_id') return 'customer-missing';
  return undefined;
}
