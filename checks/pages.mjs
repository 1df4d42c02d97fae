// Opens the service's pages and Swagger UI in headless Chromium, and checks them with axe: `npm run pages`
// SCREENSHOTS names a folder for a picture of each page.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import axe from 'axe-core';
import { chromium } from 'playwright-core';
import { withService } from './service.mjs';

const { CHROMIUM = 'chromium', SCREENSHOTS } = process.env;
const TOKEN = 'a-token-for-the-browser';
const WIDTHS = { desktop: 1280, phone: 390 };
const PAGES = ['/', '/fields', '/errors', '/errors?order=code'];

/** The path of the browser; a name is looked up in the PATH. */
function executablePath() {
  if (CHROMIUM.includes('/')) return CHROMIUM;
  const folder = (process.env.PATH ?? '').split(delimiter).find((path) => existsSync(join(path, CHROMIUM)));
  if (folder === undefined) throw new Error(`There is no ${CHROMIUM} in the PATH; CHROMIUM names the browser`);
  return join(folder, CHROMIUM);
}

/** The browser logs the call without a token. */
const isExpected = (text) => text.includes('401 (Unauthorized)');

/** Opens a page in a new context, runs a check, and expects no error on the console. */
async function inBrowser(browser, options, check) {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(120_000); // CI may be busy.
  const page = await context.newPage();
  const errors = [];
  page.on(
    'console',
    (message) => message.type() === 'error' && !isExpected(message.text()) && errors.push(message.text()),
  );
  page.on('pageerror', (error) => errors.push(String(error)));
  await check(page);
  assert.deepEqual(errors, []);
  await context.close();
}

const screenshot = (page, name, more = {}) =>
  SCREENSHOTS && page.screenshot({ path: `${SCREENSHOTS}/${name}.png`, ...more });
const nameOf = (path) => path.replace(/\W+/g, '-').replace(/^-|-$/g, '') || 'home';

// ── The service's own pages ─────────────────────────────────────────────────────────────────────────────────────

async function checkPage(page, url, path, width) {
  await page.goto(url + path);
  await screenshot(page, `${nameOf(path)}-${width}`);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert(overflow <= 0, `${path} is ${overflow} pixels wider than the window`);
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => window.axe.run());
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  assert.deepEqual(
    serious.map(({ id, nodes }) => `${path}: ${id} ${nodes[0].html}`),
    [],
  );
}

async function checkOwnPages(browser, url) {
  for (const [device, width] of Object.entries(WIDTHS))
    for (const colorScheme of ['light', 'dark'])
      await inBrowser(browser, { viewport: { width, height: 900 }, colorScheme }, async (page) => {
        for (const path of PAGES) await checkPage(page, url, path, `${device}-${colorScheme}`);
      });
}

const shownEntries = (page) => page.locator('.entries > li:visible').count();

async function checkSearch(page, url) {
  await page.goto(`${url}/errors`);
  const all = await shownEntries(page);
  await page.getByLabel('Search').fill('c004 customer');
  assert.equal(await shownEntries(page), 2);
  assert.equal(await page.locator('#found').innerText(), `2 of ${all}`);
  await page.reload();
  assert.equal(await shownEntries(page), 2, 'a reload keeps the search');
  await page.locator('.entries > li:visible a').first().click();
  assert.equal(new URL(page.url()).hash, '#customerExtId');
  await page.getByLabel('Search').fill('legalForm');
  assert((await shownEntries(page)) > 0);
}

async function checkWithoutScript(page, url) {
  for (const path of PAGES.slice(1)) {
    await page.goto(url + path);
    assert((await shownEntries(page)) > 100, `${path} shows its entries`);
    assert.equal(await page.getByLabel('Search').isVisible(), false);
  }
  await page.getByRole('link', { name: 'by rank' }).click();
  assert.equal(await page.locator('.entries h2').first().innerText(), 'C001');
}

// ── Swagger UI ──────────────────────────────────────────────────────────────────────────────────────────────────

const callNamed = (page, operationId) => page.locator(`.opblock[id$="-${operationId}"]`);

/** Presses Try it out and Execute, and returns the status and body that Swagger UI shows. */
async function tryOut(page, operationId) {
  const call = callNamed(page, operationId);
  if (!(await call.locator('.opblock-body').isVisible()))
    await call.locator('.opblock-summary-control').first().click();
  await call.getByRole('button', { name: 'Try it out' }).click();
  await call.getByRole('button', { name: 'Execute' }).click();
  const answer = call.locator('.live-responses-table tr.response');
  await answer.waitFor();
  const status = await answer.locator('.response-col_status').innerText();
  return { status: Number.parseInt(status, 10), body: await answer.locator('.highlight-code').innerText() };
}

async function checkSwaggerUi(page, url) {
  await page.goto(`${url}/swagger-ui`);
  const filter = page.getByLabel('Filter', { exact: true });
  await filter.waitFor();
  assert.equal(await page.title(), 'AML Customer API');

  await filter.fill('erase');
  await page.waitForFunction(() => document.querySelectorAll('.opblock-tag-section .opblock').length === 1);
  await filter.fill('');

  await callNamed(page, 'createOrUpdateCustomer').locator('.opblock-summary-control').first().click();
  const statuses = callNamed(page, 'createOrUpdateCustomer').locator('.responses-table .response-col_status');
  await statuses.nth(1).waitFor();
  const listed = (await statuses.allInnerTexts()).map((text) => Number.parseInt(text, 10)).filter(Boolean);
  assert.deepEqual(listed.slice(0, 2), [202, 200], 'acceptance stands before rejection');
  await screenshot(page, 'swagger-ui-call');

  assert.equal((await tryOut(page, 'createOrUpdateCustomer')).status, 202);
  assert.equal((await tryOut(page, 'readCustomer')).status, 401);
  await authorize(page);
  await page.reload();
  const { status, body } = await tryOut(page, 'readCustomer');
  assert.equal(status, 200, 'a reload keeps the token');
  assert.match(body, /Rimvydas/);
  for (const [operationId, expected] of [
    ['validateCustomer', 200],
    ['listClassifiers', 200],
    ['putClassifierEntry', 200],
    ['addRiskModel', 201],
  ])
    assert.deepEqual([operationId, (await tryOut(page, operationId)).status], [operationId, expected]);
}

async function authorize(page) {
  await page.locator('.auth-wrapper .authorize').first().click();
  await page.locator('.auth-container input').fill(TOKEN);
  await page.locator('.auth-container button[type=submit]').click();
  await page.locator('.auth-btn-wrapper .btn-done').click();
}

async function checkSwaggerUiOnPhone(page, url) {
  await page.goto(`${url}/swagger-ui`);
  await page.locator('.opblock').first().waitFor();
  assert.equal(await page.evaluate(() => window.innerWidth), WIDTHS.phone);
  await screenshot(page, 'swagger-ui-phone');
  await callNamed(page, 'createOrUpdateCustomer').locator('.opblock-summary-control').first().click();
  await callNamed(page, 'createOrUpdateCustomer').locator('.responses-table').waitFor();
  await screenshot(page, 'swagger-ui-phone-call');
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert(overflow <= 0, `Swagger UI is ${overflow} pixels wider than the window`);
}

await withService(
  async (url) => {
    const browser = await chromium.launch({ executablePath: executablePath(), args: ['--no-sandbox'] });
    const wide = { viewport: { width: WIDTHS.desktop, height: 900 } };
    const narrow = { viewport: { width: WIDTHS.phone, height: 844 }, isMobile: true, hasTouch: true };
    await checkOwnPages(browser, url);
    await inBrowser(browser, wide, (page) => checkSearch(page, url));
    await inBrowser(browser, { ...wide, javaScriptEnabled: false }, (page) => checkWithoutScript(page, url));
    await inBrowser(browser, narrow, (page) => checkSwaggerUiOnPhone(page, url));
    await inBrowser(browser, wide, (page) => checkSwaggerUi(page, url));
    await browser.close();
    console.log('The pages and Swagger UI work, at desktop and phone width');
  },
  { API_TOKEN: TOKEN },
);
