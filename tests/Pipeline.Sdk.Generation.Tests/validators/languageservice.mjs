// The language service of GitHub itself. Inputs of actions are checked for those whose metadata is in ../shared/data/action-metadata.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { load, repository, run } from './modules.mjs';

const { validate } = await load('@actions/languageservice');
const { TextDocument } = await load('vscode-languageserver-textdocument');
const { parse } = await load('yaml');

const metadata = path.resolve(repository, '../shared/data/action-metadata');
const fetchActionMetadata = async ({ owner, name }) => {
  const file = path.join(metadata, `${owner}_${name}.yml`);
  return existsSync(file) ? parse(readFileSync(file, 'utf8')) : undefined;
};

// Results are kept by address: every text gets one of its own.
let count = 0;
await run(async text => (await validate(
  TextDocument.create(`file:///.github/workflows/${count++}.yml`, 'yaml', 0, text),
  { actionsMetadataProvider: { fetchActionMetadata } }))
  .map(finding => `${finding.range.start.line + 1}:${finding.range.start.character + 1} ${finding.message}`));
