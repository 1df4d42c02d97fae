import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { customerFields, errorCatalogue, nestedTypes } from '@aml-customer/domain';
import { startApp, type AppUnderTest } from '../testing/app.js';
import { html } from './html.js';

/** The Accept header of a browser. */
const BROWSER = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };

let app: AppUnderTest;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());
const pageAt = async (path: string) => (await app.call({ path, headers: BROWSER })).text;
const inHtml = (text: string) => html`${text}`.text;

/** The ids and links of a page. */
const attributes = (page: string, name: 'id' | 'href') =>
  [...page.matchAll(new RegExp(` ${name}="([^"]*)"`, 'g'))].map(([, value]) => value as string);

test('documents are served as Markdown, and nothing else of the disk', async () => {
  const { status, headers, text } = await app.call({ path: '/docs/contract' });
  expect([status, headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8']);
  expect(text).toMatch(/^# /);
  for (const name of ['none', 'constructor', '..%2F..%2Fpackage.json', 'Contract'])
    expect((await app.call({ path: `/docs/${name}` })).status).toBe(404);
});

describe.each(['/', '/fields', '/errors'])('%s', (path) => {
  test('is a page for browsers', async () => {
    const { status, headers, text } = await app.call({ path, headers: BROWSER });
    expect([status, headers['content-type'], headers.vary]).toEqual([200, 'text/html; charset=utf-8', 'Accept']);
    expect(text).toMatch(/^<!doctype html>/);
  });

  test.each([{}, { accept: '*/*' }, { accept: 'application/json' }])('is JSON for programs: %j', async (headers) => {
    const { status, json } = await app.call({ path, headers: headers as Record<string, string> });
    expect([status, typeof json]).toEqual([200, 'object']);
  });

  test('loads nothing from other hosts and has no inline script', async () => {
    const page = await pageAt(path);
    expect(page).not.toMatch(/(src|href)="(https?:)?\/\//);
    expect(page).not.toMatch(/<script(?! src="\/pages\/)|<style| on\w+=/);
  });

  test('leads to pages and anchors that exist', async () => {
    const links = [...new Set(attributes(await pageAt(path), 'href'))].filter((link) => !link.startsWith('data:'));
    expect(links.length).toBeGreaterThan(5);
    const anchors = new Map<string, Set<string>>();
    for (const link of links) {
      const [target = '', anchor] = link.split('#');
      const place = target === '' ? path : target;
      if (!anchors.has(place)) {
        const { status, text } = await app.call({ path: place, headers: BROWSER });
        expect([place, status]).toEqual([place, 200]);
        anchors.set(place, new Set(attributes(text, 'id')));
      }
      if (anchor !== undefined) expect([link, anchors.get(place)?.has(anchor)]).toEqual([link, true]);
    }
  });

  test('has every id once', async () => {
    const ids = attributes(await pageAt(path), 'id');
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });
});

describe('the page of the errors', () => {
  test('has every line of the catalogue, character for character', async () => {
    const page = await pageAt('/errors');
    for (const { code, sentence } of errorCatalogue) {
      expect(page).toContain(`<code>${inHtml(code)}</code>`);
      expect(page).toContain(`<code class="sentence">${inHtml(sentence)}</code>`);
    }
    expect(page.match(/<summary>/g)).toHaveLength(errorCatalogue.length);
  });

  const byRank = ['C001', 'C001', 'O001', 'C002'];
  const byCode = errorCatalogue.map(({ code }) => code).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));

  test.each([
    ['/errors', byRank],
    ['/errors?order=rank&search=x', byRank],
    ['/errors?order=code', byCode],
  ])('is in the requested order: %s', async (path, first) => {
    const codes = [...(await pageAt(path)).matchAll(/<h2><code>([^<]*)/g)].map(([, code]) => code as string);
    expect(codes).toHaveLength(errorCatalogue.length);
    expect(codes.slice(0, first.length)).toEqual(first);
    const { errors } = (await app.call({ path })).json as { errors: { code: string }[] };
    expect(errors.map(({ code }) => code)).toEqual(codes);
  });

  test('ranks the errors in the rows of the contract', async () => {
    const { errors } = (await app.call({ path: '/errors' })).json as { errors: { rank?: number }[] };
    const ranks = errors.flatMap(({ rank }) => rank ?? []);
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    expect([...new Set(ranks)]).toEqual(Array.from({ length: 21 }, (_, index) => index + 1));
  });
});

describe('the page of the fields', () => {
  test('has every field of the customer and of each nested type', async () => {
    const ids = attributes(await pageAt('/fields'), 'id');
    const names = [
      ...customerFields.map(({ name }) => name),
      ...nestedTypes.flatMap(({ name, fields }) => fields.map((field) => `${name}.${field.name}`)),
    ];
    expect(ids).toEqual(expect.arrayContaining(names));
  });

  test('shows rule, type of customer, aliases, limit, classifier and errors of a field', async () => {
    const { fields, types } = (await app.call({ path: '/fields' })).json as {
      fields: { name: string }[];
      types: { name: string; fields: { name: string }[] }[];
    };
    const field = (name: string) => fields.find((candidate) => candidate.name === name);
    expect(field('LEI')).toMatchObject({
      mandatory: 'no',
      onlyFor: 'ORGANIZATION',
      aliases: ['lei'],
      limit: 'at most 4,000 characters',
      errors: ['C014.'],
    });
    expect(field('legalForm')).toMatchObject({ classifier: 'legalForm', errors: ['C014.', 'C017.O02'] });
    expect(field('listAddress')).toMatchObject({ limit: 'at most 1,000 elements' });
    expect(types.find(({ name }) => name === 'Address')?.fields).toContainEqual(
      expect.objectContaining({
        name: 'country',
        mandatory: 'yes',
        classifier: 'country',
        errors: ['Q004.ADR02', 'C016.C016.RE06.ADR02', 'C017.C016.RE06.ADR02'],
      }),
    );
  });
});

test.each([
  ['/pages/style.css', 'text/css; charset=utf-8'],
  ['/pages/search.js', 'text/javascript; charset=utf-8'],
])('%s is served', async (path, type) => {
  const { status, headers, text } = await app.call({ path });
  expect([status, headers['content-type'], text.length > 500]).toEqual([200, type, true]);
});
