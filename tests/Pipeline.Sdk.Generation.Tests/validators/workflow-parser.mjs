import { load, run } from './modules.mjs';

const { parseWorkflow, convertWorkflowTemplate, NoOperationTraceWriter } = await load('@actions/workflow-parser');

await run(async (text, file) => {
  const parsed = parseWorkflow({ name: file, content: text }, new NoOperationTraceWriter());
  const findings = parsed.context.errors.getErrors().map(error => error.message);
  if (!parsed.value) return [...findings, 'nothing was parsed'];

  const template = await convertWorkflowTemplate(parsed.context, parsed.value);
  const later = parsed.context.errors.getErrors().map(error => error.message).slice(findings.length);
  return [...findings, ...later, ...(template.errors ?? []).map(error => error.Message ?? error.message)]
    .filter((finding, index, all) => all.indexOf(finding) === index);
});
