import { describe, expect, it } from '@jest/globals';
import { ESLint } from 'eslint';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const RULES = ['boundaries/dependencies', 'no-restricted-imports'];

/** Types are not needed to judge imports, and the planted files exist in this test alone. */
const eslint = new ESLint({
  cwd: root,
  overrideConfig: { languageOptions: { parserOptions: { projectService: false } }, rules: {} },
  ruleFilter: ({ ruleId }) => RULES.includes(ruleId),
});

async function brokenRules(filePath: string, imported: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(`import * as planted from '${imported}';\nexport { planted };\n`, { filePath: `${root}/${filePath}` });
  return (result?.messages ?? []).map(({ ruleId }) => ruleId);
}

const domain = 'packages/domain/src/planted.ts';
const application = 'packages/application/src/planted.ts';
const adapter = 'packages/persistence-postgres/src/planted.ts';
const app = 'apps/api/src/planted.ts';

describe('the dependency rule', () => {
  it.each([
    ['domain -> application', domain, '@aml-customer/application'],
    ['domain -> adapter', domain, '@aml-customer/persistence-postgres'],
    ['domain -> Node', domain, 'node:crypto'],
    ['domain -> a library', domain, 'pino'],
    ['application -> adapter', application, '@aml-customer/persistence-postgres'],
    ['application -> app', application, '../../../apps/api/src/compose.js'],
    ['adapter -> another adapter', adapter, '@aml-customer/risk-evaluation'],
    ['adapter -> app', adapter, '../../../apps/api/src/compose.js'],
    ['app -> test kit', app, '@aml-customer/testing'],
  ])('refuses %s', async (_, filePath, imported) => {
    expect(await brokenRules(filePath, imported)).not.toEqual([]);
  });

  it.each([
    ['domain -> itself', domain, './rules/rule.js'],
    ['application -> domain', application, '@aml-customer/domain'],
    ['adapter -> application', adapter, '@aml-customer/application'],
    ['app -> adapter', app, '@aml-customer/persistence-postgres'],
    ['a spec of the app -> test kit', 'apps/api/src/planted.spec.ts', '@aml-customer/testing'],
  ])('allows %s', async (_, filePath, imported) => {
    expect(await brokenRules(filePath, imported)).toEqual([]);
  });
});
