/** No circular imports, inside packages too. Type imports count, since a reader has to follow them as well. */
export default {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'Files that import each other can only be understood together: move the code that they share.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    doNotFollow: { path: ['node_modules', '/dist/'] },
    exclude: { path: ['/dist/', '/test-results/'] },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
};
