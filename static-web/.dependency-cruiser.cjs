/**
 * The import law of the page, as tests/test_import_law.py is the server's: what judges knows nothing of what draws, nothing goes
 * round in a circle, and an import counts however late it is made and though it is only of a type.
 */
const DRAWS =
  '^src/(App|main|frame|pages|home|registration|access|operations/style|form/(controls|[A-Z]))|[.]tsx$|^src/style/';
const TESTS = '[.]test[.]tsx?$|(^|/)tests/';

module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'nothing-unknown',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^vite$|^vitest/runtime$|^virtual:texts/' },
    },
    {
      name: 'the-engine-judges-and-draws-nothing',
      comment: 'It runs on the server of the tests too: answers and a definition in, a verdict out.',
      severity: 'error',
      from: { path: '^src/form/engine/', pathNot: TESTS },
      to: {
        pathNot:
          '^src/form/engine/|^src/(definition|json)[.]ts$|^(src/generated|[.][.]/shared)/|^node_modules/@cfworker/',
      },
    },
    {
      name: 'what-draws-is-not-asked',
      comment: 'Calls, the session, drafts and lists are read by pages, and know none.',
      severity: 'error',
      from: { path: '^(src|worker)/', pathNot: `${DRAWS}|${TESTS}` },
      to: { path: DRAWS, pathNot: '^src/(announce|icons)[.]tsx$' },
    },
    {
      name: 'only-the-app-knows-its-pages',
      severity: 'error',
      from: { path: '^src/', pathNot: `^src/(App[.]tsx$|pages/)|${TESTS}` },
      to: { path: '^src/pages/' },
    },
    {
      name: 'a-room-of-its-own-is-brought-late',
      comment: 'The form and the access list are files of their own, which the first page does not wait for.',
      severity: 'error',
      from: { path: '^src/', pathNot: `^src/(access|form)/|${TESTS}` },
      to: { path: '^src/(access/|form/[A-Z])', dynamic: false, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'a-control-knows-no-page-of-the-form',
      severity: 'error',
      from: { path: '^src/form/controls/' },
      to: { path: '^src/form/(FormPage|SendPanel|ErrorSummary|NewerForm|form-session|sending)' },
    },
    {
      name: 'page-and-worker-share-messages-alone',
      comment:
        'They are two programs: what one imports of the other besides is bundled twice, with a state of its own each.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^worker/', pathNot: '^worker/messages[.]ts$' },
    },
    {
      name: 'the-product-needs-no-test',
      severity: 'error',
      from: { path: '^(src|worker)/', pathNot: `${TESTS}|^worker/fake-` },
      to: { path: TESTS },
    },
    {
      name: 'what-ships-is-a-dependency',
      severity: 'error',
      from: { path: '^(src|worker)/', pathNot: TESTS },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'undetermined'] },
    },
  ],
  options: {
    // Types count too.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '[.]s?css$|[.]svg' },
  },
};
