import { expect, test } from '@jest/globals';
import express, { type Request, type Response } from 'express';
import { call, serving } from '../testing/http.js';
import { createServer } from 'node:http';
import { expressMessages } from './express-messages.js';

test('Express finds its own prototypes and works on the same objects', async () => {
  const web = express();
  const prototypes: object[] = [];
  web.get('/', (request: Request, response: Response) => {
    response.json([request.path, request.get('x'), response.req === request]);
  });
  const server = createServer(expressMessages(web), (request, response) => {
    prototypes.push(Object.getPrototypeOf(request) as object, Object.getPrototypeOf(response) as object);
    web(request as Request, response as Response);
  });
  const serves = await serving(server);
  expect(await call(serves.port, { headers: { x: 'y' } })).toMatchObject({ status: 200, json: ['/', 'y', true] });
  expect(prototypes[0] === web.request && prototypes[1] === web.response).toBe(true);
  await serves.close();
});
