import boundaries from 'eslint-plugin-boundaries';
import tseslint from 'typescript-eslint';

/** The dependency rule (docs/adr/0001): the layers that each layer may import. Every other import is an error. */
const LAYERS = {
  domain: [],
  application: ['domain'],
  'embedded-postgres': [],
  adapter: ['domain', 'application'],
  testing: ['domain', 'application', 'adapter'],
  app: ['domain', 'application', 'adapter', 'embedded-postgres', 'app'],
  bench: ['domain', 'application', 'adapter', 'embedded-postgres', 'app'],
  tools: ['domain', 'application', 'adapter', 'embedded-postgres', 'app', 'bench'],
};
const ADAPTERS = ['persistence-postgres', 'reference-data', 'risk-evaluation', 'callbacks', 'json-input'];
const IN_SPECS = { adapter: ['testing', 'embedded-postgres', 'adapter'], app: ['testing', 'app'] };

const allow = (layers) =>
  Object.entries(layers).map(([from, to]) => ({
    from: { element: { type: from } },
    allow: { to: { element: { type: to } } },
  }));
const dependencies = (policies) => [
  'error',
  {
    default: 'disallow',
    message: '{{ from.element.type }} may not import {{ to.element.type }} (docs/adr/0001)',
    policies,
  },
];

const sources = ['packages/*/src/**/*.ts', 'apps/*/src/**/*.ts', 'bench/{src,baselines}/**/*.ts', 'tools/src/**/*.ts'];
const specs = ['**/*.spec.ts', '**/test/**/*.ts', '**/src/testing.ts', '**/src/testing/**', 'packages/testing/**/*.ts'];

/** A pure layer imports relative files and the named packages only, and uses no import() expression or type. */
const onlyImporting = (layer, packages, message) => ({
  files: [`packages/${layer}/src/**/*.ts`],
  ignores: specs,
  rules: {
    'no-restricted-imports': [
      'error',
      { patterns: [{ regex: `^(?!\\.{1,2}/|(${packages.join('|') || '-'})$)`, message }] },
    ],
    'no-restricted-syntax': [
      'error',
      ...['ImportExpression', 'TSImportType'].map((selector) => ({ selector, message })),
    ],
  },
});

export default tseslint.config(
  { ignores: ['**/dist/**', '**/test-results/**', '**/*.config.mjs', 'jest.preset.mjs'] },
  ...tseslint.configs.recommendedTypeChecked,
  { languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } } },
  {
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/require-await': 'off', // An in-memory adapter of an asynchronous port awaits nothing.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
    },
  },
  {
    files: [...sources, 'packages/*/test/**/*.ts', 'apps/*/test/**/*.ts'],
    plugins: { boundaries },
    settings: {
      'import/resolver': {
        typescript: {
          noWarnOnMultipleProjects: true,
          project: ['packages/*/tsconfig.json', 'apps/*/tsconfig.json', 'bench/tsconfig.json', 'tools/tsconfig.json'],
        },
      },
      'boundaries/root-path': import.meta.dirname,
      'boundaries/elements': [
        { type: 'domain', pattern: 'packages/domain' },
        { type: 'application', pattern: 'packages/application' },
        { type: 'embedded-postgres', pattern: 'packages/embedded-postgres' },
        { type: 'testing', pattern: 'packages/testing' },
        ...ADAPTERS.map((name) => ({ type: 'adapter', pattern: `packages/${name}` })),
        { type: 'app', pattern: 'apps/*' },
        { type: 'bench', pattern: 'bench' },
        { type: 'tools', pattern: 'tools' },
      ],
    },
    rules: { 'boundaries/dependencies': dependencies(allow(LAYERS)), 'boundaries/no-unknown-files': 'error' },
  },
  onlyImporting('domain', [], 'domain imports nothing (docs/adr/0001)'),
  {
    files: ['packages/domain/src/field-rules/**/*.ts'],
    ignores: specs,
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { regex: '^(?!\\./)', message: 'field-rules knows nothing about customers: it imports only its own files' },
          ],
        },
      ],
    },
  },
  onlyImporting('application', ['@aml-customer/domain'], 'application imports only domain (docs/adr/0001)'),
  {
    files: sources,
    ignores: specs,
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { patterns: [{ regex: '/testing$', message: 'Only tests may import a testing entry point' }] },
      ],
    },
  },
  {
    files: specs,
    rules: {
      'boundaries/dependencies': dependencies([...allow(LAYERS), ...allow(IN_SPECS)]),
      ...Object.fromEntries(
        [
          'no-unsafe-member-access',
          'no-unsafe-argument',
          'no-unsafe-assignment',
          'no-unsafe-call',
          'no-unsafe-return',
        ].map((rule) => [`@typescript-eslint/${rule}`, 'off']),
      ),
    },
  },
  { files: ['**/*.mjs'], ...tseslint.configs.disableTypeChecked },
);
