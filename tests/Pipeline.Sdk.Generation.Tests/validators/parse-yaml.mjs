// Reads YAML files the way JavaScript tools do and prints what they mean as JSON, one line per file.
import { readFileSync } from 'node:fs';
import { load } from './modules.mjs';

const { parseDocument } = await load('yaml');

for (const file of process.argv.slice(2)) {
  const document = parseDocument(readFileSync(file, 'utf8'), { version: process.env.YAML_VERSION ?? '1.2' });
  for (const finding of [...document.errors, ...document.warnings]) {
    console.error(finding.message);
    process.exitCode = 1;
  }
  console.log(JSON.stringify(document.toJS()));
}
