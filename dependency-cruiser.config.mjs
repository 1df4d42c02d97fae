/** No circle of imports, inside packages too. A type-only import counts: the rule is about reading, not about loading. */
export default {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'Move what both files need into a third one (docs/adr/0001)',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '/dist/'] },
    exclude: { path: ['node_modules', '/dist/', '^node:'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
  },
};
