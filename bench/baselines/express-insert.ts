import express from 'express';
import { Pool } from 'pg';

/** The reference of all comparisons: Express as its guide shows it, and one plain INSERT of the document. */
const pool = new Pool({ connectionString: process.env['DATABASE_URL'] });
await pool.query(
  'create table if not exists document (id bigint generated always as identity primary key, body jsonb not null)',
);

const app = express();
app.use(express.json());
app.post('/amlyze-ws-rest/customer', async (request, response) => {
  await pool.query('insert into document (body) values ($1)', [request.body]);
  response.status(202).json({ resultType: 'REQUEST_ACCEPTED' });
});
app.listen(Number(process.env['PORT']), '127.0.0.1');
