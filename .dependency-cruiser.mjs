/** No circle of imports, inside packages too; an import of a type counts, since a reader has to follow it all the same. */
export default {
  forbidden: [
    {
      name: 'no-circle',
      comment: 'Files that import each other in a circle can only be understood together: move what they share.',
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
