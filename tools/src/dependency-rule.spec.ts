import { describe, expect, it } from '@jest/globals';
import { ESLint } from 'eslint';
import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { workspacesIn } from './repository.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const RULES = [
  'boundaries/dependencies',
  'no-restricted-imports',
  '@typescript-eslint/no-restricted-imports',
  'no-restricted-syntax',
  'boundaries/no-unknown-files',
];

/** The planted files exist only in this test, so that they have no types; the rules about imports need none. */
const eslint = new ESLint({
  cwd: root,
  overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
  ruleFilter: ({ ruleId }) => RULES.includes(ruleId),
});

/** The rules that a planted file breaks, or `does not parse`. */
async function brokenRules(filePath: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: `${root}/${filePath}` });
  return (result?.messages ?? []).map(({ ruleId }) => ruleId ?? 'does not parse');
}
const importing = (name: string): string => `import * as planted from '${name}';\nexport { planted };\n`;

const planted = (folder: string): string => `${folder}/src/planted.ts`;
const domain = planted('packages/domain'),
  fieldRules = 'packages/domain/src/field-rules/planted.ts',
  application = planted('packages/application'),
  adapter = planted('packages/persistence-postgres');
const server = planted('packages/embedded-postgres'),
  app = planted('apps/api');

interface ConfigEntry {
  readonly files?: readonly string[];
  readonly settings?: { readonly 'boundaries/elements'?: readonly { readonly pattern: string }[] };
}
const { default: config } = (await import(`${root}/eslint.config.mjs`)) as { default: readonly ConfigEntry[] };

/** The patterns that match no TypeScript file or folder of the repository. */
const matchingNothing = (patterns: readonly string[]): readonly string[] =>
  patterns.filter((pattern) => globSync(pattern, { cwd: root, exclude: ['node_modules'] }).length === 0);

describe('the dependency rule', () => {
  it.each([
    ['domain -> application', 'boundaries/dependencies', domain, importing('@aml-customer/application')],
    ['domain -> adapter', 'boundaries/dependencies', domain, importing('@aml-customer/persistence-postgres')],
    ['domain -> Node', 'no-restricted-imports', domain, importing('node:crypto')],
    ['domain -> a library', 'no-restricted-imports', domain, importing('pino')],
    ['domain -> Node by import()', 'no-restricted-syntax', domain, "export const fs = await import('node:fs');\n"],
    [
      'domain -> a type of application',
      'no-restricted-syntax',
      domain,
      "export type Planted = import('@aml-customer/application').Customers;\n",
    ],
    ['field rules -> customer', 'no-restricted-imports', fieldRules, importing('../customer/fields.js')],
    ['field rules -> a library', 'no-restricted-imports', fieldRules, importing('pino')],
    ['application -> adapter', 'boundaries/dependencies', application, importing('@aml-customer/persistence-postgres')],
    [
      'application -> app',
      'boundaries/dependencies',
      application,
      importing('../../../apps/api/src/composition/service.js'),
    ],
    ['application -> a framework', 'no-restricted-imports', application, importing('@nestjs/common')],
    ['application -> Node', 'no-restricted-imports', application, importing('node:fs')],
    [
      'application -> a type of an adapter',
      'no-restricted-syntax',
      application,
      "export type Planted = import('@aml-customer/persistence-postgres').Postgres;\n",
    ],
    ['adapter -> another adapter', 'boundaries/dependencies', adapter, importing('@aml-customer/risk-evaluation')],
    ['adapter -> app', 'boundaries/dependencies', adapter, importing('../../../apps/api/src/composition/service.js')],
    ['adapter -> embedded server', 'boundaries/dependencies', adapter, importing('@aml-customer/embedded-postgres')],
    ['embedded server -> domain', 'boundaries/dependencies', server, importing('@aml-customer/domain')],
    ['app -> bench', 'boundaries/dependencies', app, importing('@aml-customer/bench/report')],
    ['app -> test kit', 'boundaries/dependencies', app, importing('@aml-customer/testing')],
    [
      "app -> an adapter's tests",
      '@typescript-eslint/no-restricted-imports',
      app,
      importing('@aml-customer/persistence-postgres/testing'),
    ],
  ])('refuses %s', async (_, rule, filePath, code) => {
    expect(await brokenRules(filePath, code)).toContain(rule);
  });

  it.each([
    ['domain -> itself', domain, './field-rules/rule.js'],
    ['customer -> field rules', 'packages/domain/src/customer/planted.ts', '../field-rules/rule.js'],
    ['field rules -> itself', fieldRules, './rule.js'],
    ['application -> domain', application, '@aml-customer/domain'],
    ['adapter -> application', adapter, '@aml-customer/application'],
    ['app -> adapter', app, '@aml-customer/persistence-postgres'],
    ['a spec of the app -> test kit', 'apps/api/src/planted.spec.ts', '@aml-customer/testing'],
  ])('allows %s', async (_, filePath, name) => {
    expect(await brokenRules(filePath, importing(name))).toEqual([]);
  });

  it('names only layers that exist', () => {
    const elements = config.flatMap(({ settings }) => settings?.['boundaries/elements'] ?? []);
    expect(elements.length).toBeGreaterThan(0);
    expect(matchingNothing(elements.map(({ pattern }) => `${pattern}/src/**/*.ts`))).toEqual([]);
  });

  it('has no file pattern that matches no file', () => {
    const patterns = config.flatMap(({ files = [] }) => files).filter((pattern) => !pattern.startsWith('**'));
    expect(patterns.length).toBeGreaterThan(0);
    expect(matchingNothing(patterns)).toEqual([]);
  });

  it('has a layer for every workspace', async () => {
    for (const workspace of workspacesIn(root))
      expect([workspace, await brokenRules(`${workspace}/src/planted.ts`, importing('./planted.js'))]).toEqual([
        workspace,
        [],
      ]);
  });
});
