import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { load, repository, run } from './modules.mjs';

const schema = path.resolve(repository, '../shared/schemas/azure-pipelines/service-schema.json');
if (!existsSync(schema)) {
  console.error(`the schema is not at ${schema}`);
  process.exit(3);
}

const { getLanguageService, ParseSchema, parse } = await load('azure-pipelines-language-service');
const { TextDocument } = await load('vscode-languageserver-textdocument');

// The service must be given the parsed schema: from its text it makes a schema that allows everything.
const service = getLanguageService(
  async () => ParseSchema(readFileSync(schema, 'utf8')),
  [],
  async () => 'file:///schema.json',
  { resolveRelativePath: (relative, resource) => new URL(relative, resource).toString() });
service.configure({ validate: true, schemas: [] });

// The schema knows version 1 of this task, which is deprecated, and takes version 2 for a task without inputs. Its findings on these lines are passed over.
const newer = 'task: PublishCodeCoverageResults@2';
const expected = [/^String does not match the pattern of "\^PowerShell@2\$"\.$/, /^Unexpected property (summaryFileLocation|failIfCoverageEmpty)$/];

function isExpected(finding, lines) {
  const line = finding.range.start.line;
  return expected.some(message => message.test(finding.message)) && lines.slice(Math.max(0, line - 5), line + 1).some(text => text.includes(newer));
}

let count = 0;
await run(async text => {
  const document = TextDocument.create(`file:///azure-pipelines.${count++}.yml`, 'yaml', 0, text);
  return (await service.doValidation(document, parse(text, [])))
    .filter(finding => !isExpected(finding, text.split('\n')))
    .map(finding => `${finding.range.start.line + 1}:${finding.range.start.character + 1} ${finding.message}`);
});
