// Finds packages where they were installed, not beside these scripts: nothing is installed into the sources.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire, register } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

export const folder = process.env.PIPELINE_VALIDATORS ?? path.join(repository, 'artifacts/test-tools/validators');

// Some of the packages import JSON files without saying so, which node refuses.
register('data:text/javascript,' + encodeURIComponent(`
  export const load = (url, context, next) =>
    next(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' } } : context);
`));

function homeOf(name) {
  const home = path.join(folder, 'node_modules', name);
  if (existsSync(home)) return home;

  console.error(`${name} is not installed in ${folder}`);
  process.exit(3);
}

// For packages whose ES module form does not work.
export const requirePackage = name => createRequire(path.join(homeOf(name), 'package.json'))(homeOf(name));

export async function load(name) {
  const home = homeOf(name);
  const manifest = JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8'));
  const entry = manifest.exports?.['.']?.import ?? manifest.main ?? 'index.js';
  const module = await import(pathToFileURL(path.join(home, typeof entry === 'string' ? entry : entry.default)));
  return module.default && !Object.keys(module).some(key => key !== 'default') ? module.default : module;
}

// Runs one check over every file of the command line; findings are lines of text.
export async function run(check) {
  const files = process.argv.slice(2);
  let count = 0;
  for (const file of files) {
    for (const finding of await check(readFileSync(file, 'utf8'), file)) {
      console.log(`${path.basename(file)}: ${finding}`);
      count++;
    }
  }

  console.log(`${files.length} files, ${count} findings`);
  process.exitCode = count === 0 && files.length > 0 ? 0 : 1;
}
