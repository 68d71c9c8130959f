// What both interpreters stand on: a folder per job, a copy of the repository, bash, and stores for artifacts and caches.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

// Nothing of the person who runs the tests reaches the scripts but what programs need to start.
const inherited = ['PATH', 'HOME', 'LANG', 'LC_ALL', 'TMPDIR', 'DOTNET_ROOT', 'USER', 'NUGET_PACKAGES'];

const commits = new Map();

function commitOf(repository) {
  if (!commits.has(repository)) commits.set(repository, spawnSync('git', ['rev-parse', 'HEAD'], { cwd: repository, encoding: 'utf8' }).stdout.trim());
  return commits.get(repository);
}

export class Machine {
  constructor(request, one) {
    this.request = request;
    this.environment = { ...request.environment, ...one.environment };
    this.root = path.join(request.work, one.id);
    this.artifacts = path.join(this.root, 'artifacts');
    this.caches = path.join(request.work, 'caches');
    this.count = 0;
    for (const folder of [this.artifacts, this.caches]) mkdirSync(folder, { recursive: true });
  }

  jobFolder(name) {
    const folder = path.join(this.root, 'jobs', name);
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  // A clone, or a copy of a folder that is no repository of its own.
  checkOut(folder) {
    rmSync(folder, { recursive: true, force: true });
    const source = this.request.repository;
    if (!existsSync(path.join(source, '.git'))) {
      cpSync(source, folder, { recursive: true });
      return;
    }

    const clone = spawnSync('git', ['clone', '--quiet', '--no-hardlinks', source, folder], { encoding: 'utf8' });
    if (clone.status !== 0) throw new Error(`git clone failed: ${clone.stderr}`);

    // Every job of a run works on the commit that the run was started for.
    const moved = spawnSync('git', ['checkout', '--quiet', '-B', 'main', commitOf(source)], { cwd: folder, encoding: 'utf8' });
    if (moved.status !== 0) throw new Error(`git checkout failed: ${moved.stderr}`);
  }

  bash(script, options, folder, variables, minutes) {
    const file = path.join(this.root, `step-${this.count++}.sh`);
    writeFileSync(file, script);
    const environment = {};
    for (const name of inherited) if (process.env[name] !== undefined) environment[name] = process.env[name];
    const result = spawnSync('bash', ['--noprofile', '--norc', ...options, file], {
      cwd: folder,
      env: { ...environment, ...this.environment, ...variables },
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
      timeout: minutes ? minutes * 60_000 : undefined,
    });
    if (result.error && result.error.code !== 'ETIMEDOUT') throw result.error;
    return { failed: result.status !== 0, output: result.stdout ?? '', error: result.stderr ?? '' };
  }

  keep(name, paths, { overwrite, required }) {
    const target = path.join(this.artifacts, name);
    const found = paths.filter(existsSync);
    if (found.length === 0) return required ? `nothing to keep for '${name}' at ${paths.join(', ')}` : undefined;
    if (existsSync(target)) {
      if (!overwrite) return `the artifact '${name}' is there already, and is never changed`;
      rmSync(target, { recursive: true });
    }

    mkdirSync(target, { recursive: true });
    const base = found.length === 1 ? (statSync(found[0]).isDirectory() ? found[0] : path.dirname(found[0])) : commonFolder(found);
    for (const file of found.flatMap(filesOf)) cpSync(file, path.join(target, path.relative(base, file)), { recursive: true });
    return undefined;
  }

  fetch(name, folder) {
    const source = path.join(this.artifacts, name);
    if (!existsSync(source)) return `there is no artifact '${name}'`;
    mkdirSync(folder, { recursive: true });
    cpSync(source, folder, { recursive: true });
    return undefined;
  }

  restore(key, prefixes, paths) {
    const exact = this.cacheOf(key);
    const partial = prefixes.flatMap(prefix => readdirSync(this.caches).filter(name => name.startsWith(encodeURIComponent(prefix))));
    const found = existsSync(exact) ? exact : partial.length > 0 ? path.join(this.caches, partial[0]) : undefined;
    if (!found) return { hit: false };
    paths.forEach((folder, index) => {
      const kept = path.join(found, String(index));
      if (existsSync(kept)) cpSync(kept, folder, { recursive: true });
    });
    return { hit: found === exact };
  }

  save(key, paths) {
    const folder = this.cacheOf(key);
    if (existsSync(folder)) return;
    paths.forEach((source, index) => { if (existsSync(source)) cpSync(source, path.join(folder, String(index)), { recursive: true }); });
  }

  cacheOf(key) {
    return path.join(this.caches, encodeURIComponent(key));
  }

  // Which artifacts are there at the end, and what is in them.
  kept() {
    return Object.fromEntries(readdirSync(this.artifacts).sort().map(name => [name, filesOf(path.join(this.artifacts, name)).map(file => path.relative(path.join(this.artifacts, name), file)).sort()]));
  }
}

export function filesOf(file) {
  return statSync(file).isDirectory() ? readdirSync(file).flatMap(name => filesOf(path.join(file, name))) : [file];
}

function commonFolder(files) {
  const parts = files.map(file => file.split(path.sep));
  let length = 0;
  while (parts.every(part => part.length > length + 1 && part[length] === parts[0][length])) length++;
  return parts[0].slice(0, length).join(path.sep);
}

// Runs everything that a request asks for and prints the outcomes.
export async function main(run) {
  const request = JSON.parse(readFileSync(process.argv[2], 'utf8'));
  const outcomes = [];
  for (const one of request.runs) outcomes.push({ id: one.id, ...await run(new Machine(request, one), one, request) });
  console.log(JSON.stringify(outcomes));
}

// What the targets said, among everything else that a step printed.
export function saidIn(output) {
  return output.split(/\r?\n/).filter(line => line.startsWith('TRACE ')).map(line => line.slice('TRACE '.length));
}
