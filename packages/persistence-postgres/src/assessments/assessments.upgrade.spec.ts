import { activateTestModel } from '@aml-customer/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BODY, decision, risk, useCases } from '../../test/assessing.js';
import { migrateTo } from '../../test/earlier-version.js';
import { sql } from '../../test/support.js';
import { openPostgres } from '../open.js';
import { openTestDatabase, type TestDatabase } from '../testing.js';

describe('a database of an earlier version', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await openTestDatabase();
  });
  afterEach(() => database.drop());

  /** The rows that a stored message left: a customer's first message, or a newer one. */
  async function message(extId: string, version: number, { category = 'IND', assessed = true } = {}): Promise<void> {
    const body = JSON.stringify({ ...(JSON.parse(BODY) as object), riskManagementCategory: category });
    await sql(
      database.url,
      `
      with message as (insert into aml_customer.message (communication_number, body)
        values ($1::text || ' ' || $2::integer, $3) returning id),
      created as (
        insert into aml_customer.customer (ext_id, entity_type, status, title, version, created_at, updated_at)
        select $1::text, 'INDIVIDUAL', 'PENDING', 'Eglė', 1, clock_timestamp(), clock_timestamp()
        where $2::integer = 1 returning id
      ),
      updated as (update aml_customer.customer set version = $2::integer, updated_at = clock_timestamp()
        where ext_id = $1::text and $2::integer > 1 returning id),
      version as (
        insert into aml_customer.customer_version (customer_id, version, message_id, cause, status, risk_level,
          title, created_at)
        select customer.id, $2::integer, message.id, 'MESSAGE', 'PENDING', 'NONE', 'Eglė', clock_timestamp()
        from message, (table created union all table updated) as customer
        returning customer_id, version, message_id
      ),
      assessment as (insert into aml_customer.assessment (customer_id, version, message_id) select *
        from version where $4::boolean returning id)
      select graphile_worker.add_job('assess-customer', json_build_object('id', id)) from assessment`,
      [extId, version, body, assessed],
    );
  }

  const states = async (extId: string, assessments: Awaited<ReturnType<typeof openPostgres>>['assessments']) =>
    (await assessments.ofCustomer(extId))?.map(({ state, version, lead }) => [version, state, lead]);

  it.each(['0002-keep-classifiers', '0003-write-events'])(
    'continues from %s with the queued assessment of the latest message of each customer, leads as leads',
    async (version) => {
      await migrateTo(database.url, version);
      await sql(
        database.url,
        `insert into aml_customer.classifier_entry (classifier, code, name, lead)
          values ('riskManagementCategory', 'LEAD', 'Lead', true),
          ('riskManagementCategory', 'IND', 'Individual', false)`,
      );
      await message('alone', 1);
      for (const n of [1, 2, 3]) await message('replaced', n);
      await message('imported', 1);
      await message('imported', 2, { assessed: false });
      await message('lead', 1, { category: 'LEAD' });
      await message('lead', 2, { category: ' LEAD ' });
      await message('won', 1, { category: 'LEAD' });
      await message('won', 2);
      const postgres = await openPostgres({ url: database.url });
      await activateTestModel(postgres.riskModels);
      try {
        const { assessments } = postgres;
        expect(await states('alone', assessments)).toEqual([[1, 'QUEUED', false]]);
        expect(await states('replaced', assessments)).toEqual([
          [3, 'QUEUED', false],
          [2, 'SUPERSEDED', false],
          [1, 'SUPERSEDED', false],
        ]);
        expect(await states('imported', assessments)).toEqual([[1, 'SUPERSEDED', false]]);
        expect(await states('lead', assessments)).toEqual([
          [2, 'QUEUED', true],
          [1, 'SUPERSEDED', true],
        ]);
        expect(await states('won', assessments)).toEqual([
          [2, 'QUEUED', false],
          [1, 'SUPERSEDED', true],
        ]);
        const jobs = await sql<{ id: string }>(
          database.url,
          `select payload ->> 'id' as id from graphile_worker._private_jobs order by id`,
        );
        for (const { id } of jobs) await useCases(assessments, risk('LOW')).assess.assess(id);
        expect([await states('replaced', assessments), await states('lead', assessments)]).toEqual([
          [
            [3, 'COMPLETED', false],
            [2, 'SUPERSEDED', false],
            [1, 'SUPERSEDED', false],
          ],
          [
            [2, 'COMPLETED', true],
            [1, 'SUPERSEDED', true],
          ],
        ]);
        expect(
          await sql(
            database.url,
            `select subject, communication_number as number, type from aml_customer.event
              where communication_number is not null order by subject`,
          ),
        ).toEqual(
          [
            ['alone', 1, 'customer'],
            ['lead', 2, 'lead'],
            ['replaced', 3, 'customer'],
            ['won', 2, 'customer'],
          ].map(([subject, number, party]) => ({
            subject,
            number: `${subject} ${number}`,
            type: `app.amlyze.${party}.riskmanagement.kyc_scoring.completed`,
          })),
        );
        expect(await postgres.customers.find('lead')).toMatchObject({
          version: 3,
          customerStatus: 'PENDING',
          riskLevel: 'LOW',
        });
      } finally {
        await postgres.close();
      }
    },
  );

  it('keeps earlier decisions, invents no confirmation, and leaves leads as they were accepted', async () => {
    await migrateTo(database.url, '0007-know-workers');
    await message('decided', 1);
    await message('accepted', 1, { category: 'LATER' });
    await sql(
      database.url,
      `insert into aml_customer.classifier_entry (classifier, code, name, lead)
        values ('riskManagementCategory', 'LATER', 'A lead by now', true)`,
    );
    await sql(
      database.url,
      `
      update aml_customer.assessment as assessment
      set state = 'COMPLETED', risk_level = 'HIGH', risk_score = 60, needs_decision = true,
      next_review = '2027-03-01', model_id = 'default', model_version = '1', model_hash = 'abc', explanation = '{}',
        decision_type = 'ACCEPTED', decision_level = 'HIGH', decision_ground = 'DOCS',
        decision_comment = 'Seen „originals“', decided_by = 'Rūta', decided_at = '2026-03-01T10:00:00.123Z',
        confirmed_by = 'Jonas',
        final_risk_level = 'HIGH', completed_at = now()
      from aml_customer.customer as c where c.id = assessment.customer_id and c.ext_id = 'decided'`,
    );
    const postgres = await openPostgres({ url: database.url });
    try {
      const id = (await postgres.assessments.ofCustomer('decided'))?.[0]?.id ?? '';
      const first = { ...decision('Rūta', { authenticated: false }), decidedAt: new Date('2026-03-01T10:00:00.123Z') };
      expect((await postgres.assessments.open(id))?.assessment).toMatchObject({
        decision: first,
        decisions: [first],
        confirmedBy: 'Jonas',
      });
      expect(await states('accepted', postgres.assessments)).toEqual([[1, 'QUEUED', false]]);
    } finally {
      await postgres.close();
    }
  });
});
