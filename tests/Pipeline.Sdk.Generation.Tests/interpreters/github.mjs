// A small GitHub Actions: GitHub's own parser and expressions, bash for the steps, stand-ins for the actions that generated workflows use.
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { load } from '../validators/modules.mjs';
import { main, saidIn } from './machine.mjs';

const { parseWorkflow, convertWorkflowTemplate, NoOperationTraceWriter } = await load('@actions/workflow-parser');
const { data, Evaluator, Lexer, Parser } = await load('@actions/expressions');
const { parse } = await load('yaml');

const contexts = ['github', 'env', 'inputs', 'vars', 'secrets', 'needs', 'matrix', 'steps', 'runner', 'job', 'strategy'];
const statusFunctions = ['success', 'failure', 'always', 'cancelled'].map(name => ({ name, minArgs: 0, maxArgs: 0 }));
const hashFiles = { name: 'hashFiles', minArgs: 1, maxArgs: 255 };

class Scope {
  constructor(values, status) {
    this.values = values;
    this.functions = new Map([...statusFunctions.map(info => [info.name, { ...info, call: () => new data.BooleanData(status[info.name]()) }]),
      ['hashfiles', { ...hashFiles, call: () => new data.StringData('hash') }]]);
  }

  evaluate(expression) {
    const tokens = new Lexer(expression).lex().tokens;
    const tree = new Parser(tokens, contexts, [...statusFunctions, hashFiles]).parse();
    return new Evaluator(tree, dictionary(this.values), this.functions).evaluate();
  }

  holds(expression) {
    const value = this.evaluate(expression);
    return value.kind === data.Kind.Boolean ? value.value : value.coerceString() !== '' && value.coerceString() !== '0';
  }

  text(value) {
    if (typeof value !== 'string') return value === undefined || value === null ? '' : String(value);
    return value.replace(/\$\{\{(.*?)\}\}/gs, (_, expression) => this.evaluate(expression).coerceString());
  }

  texts(mapping) {
    return Object.fromEntries(Object.entries(mapping ?? {}).map(([key, value]) => [key, this.text(value)]));
  }

  with(more) {
    return Object.assign(Object.create(Scope.prototype), this, { values: { ...this.values, ...more } });
  }
}

function dictionary(value) {
  if (value === null || value === undefined) return new data.Null();
  if (typeof value === 'boolean') return new data.BooleanData(value);
  if (typeof value === 'number') return new data.NumberData(value);
  if (typeof value === 'string') return new data.StringData(value);
  if (Array.isArray(value)) return new data.Array(...value.map(dictionary));
  return new data.Dictionary(...Object.entries(value).map(([key, inner]) => ({ key, value: dictionary(inner) })));
}

async function read(file) {
  const content = readFileSync(file, 'utf8');
  const parsed = parseWorkflow({ name: file, content }, new NoOperationTraceWriter());
  const template = await convertWorkflowTemplate(parsed.context, parsed.value);
  const errors = [...parsed.context.errors.getErrors().map(error => error.message), ...(template.errors ?? []).map(error => error.Message)];
  if (errors.length > 0) throw new Error(`${file}: ${errors.join('; ')}`);
  return { template, raw: parse(content) };
}

// The files of the run in the order of their needs; a need that comes later in the file is no matter to GitHub.
function ordered(jobs) {
  const done = [];
  const visit = job => {
    if (done.includes(job)) return;
    for (const need of needsOf(job)) visit(jobs.find(other => idOf(other) === need));
    done.push(job);
  };
  jobs.forEach(visit);
  return done;
}

const idOf = job => job.id.value ?? job.id;
const needsOf = job => (job.needs ?? []).map(need => need.value ?? need);

// '*' ends at '/', '**' does not; of several patterns that fit the last one counts.
function fits(patterns, name) {
  let found = false;
  for (const pattern of patterns) {
    const own = pattern.replace(/^!/, '');
    const expression = new RegExp('^' + own.split(/(\*\*|\*)/).map(part => part === '**' ? '.*' : part === '*' ? '[^/]*' : part.replace(/[.\\+^${}()|[\]?]/g, '\\$&')).join('') + '$');
    if (expression.test(name)) found = !pattern.startsWith('!');
  }

  return found;
}

function isTaken(filter, kind, name) {
  if (filter?.[kind]) return fits(filter[kind], name);
  if (filter?.[`${kind}-ignore`]) return !fits(filter[`${kind}-ignore`], name);
  return undefined;
}

function startedBy(raw, one) {
  const on = raw.on ?? {};
  if (!Object.hasOwn(on, one.event)) return false;
  if (one.event === 'pull_request') return isTaken(on.pull_request, 'branches', one.base ?? 'main') ?? true;
  if (one.event !== 'push') return true;

  // With a filter for one of the two, the other kind is left out.
  const [kind, other] = one.ref.startsWith('refs/tags/') ? ['tags', 'branches'] : ['branches', 'tags'];
  const isFiltered = on.push && [other, `${other}-ignore`].some(key => Object.hasOwn(on.push, key));
  return isTaken(on.push, kind, one.ref.replace(/^refs\/(heads|tags)\//, '')) ?? !isFiltered;
}

async function runFile(machine, one, file, given, outcome) {
  const { template, raw } = await read(file);
  if (!given.isCall && !startedBy(raw, one)) return { result: 'not started', results: {} };

  const results = {};
  for (const job of ordered(template.jobs)) {
    const id = idOf(job);
    const ancestors = new Set();
    const collect = name => needsOf(template.jobs.find(other => idOf(other) === name)).forEach(need => { ancestors.add(need); collect(need); });
    collect(id);
    const all = [...ancestors].map(name => results[name].result);
    const status = {
      success: () => all.every(result => result === 'success'),
      failure: () => all.some(result => result === 'failure'),
      always: () => true,
      cancelled: () => false,
    };
    const needs = Object.fromEntries(needsOf(job).map(need => [need, results[need]]));
    const scope = new Scope({ github: given.github, inputs: given.inputs, vars: one.vars ?? {}, secrets: given.secrets, needs }, status);
    results[id] = scope.holds(job.if.expr ?? job.if.expression ?? 'success()')
      ? await runJob(machine, one, file, job, raw, scope, given, outcome)
      : { result: 'skipped', outputs: {} };
    if (results[id].result === 'skipped') outcome.jobs.push(...await skipped(file, id, raw.jobs[id]));
  }

  const values = Object.values(results).map(one => one.result);
  return { result: values.includes('failure') ? 'failure' : values.every(value => value === 'skipped') ? 'skipped' : 'success', results };
}

// A call that is skipped skips all jobs of the workflow that it calls.
async function skipped(file, id, definition) {
  const ids = definition.uses ? ordered((await read(path.join(path.dirname(file), path.basename(definition.uses)))).template.jobs).map(idOf) : [id];
  return ids.map(job => ({ job, leg: '', result: 'skipped', said: [] }));
}

async function runJob(machine, one, file, job, raw, scope, given, outcome) {
  const id = idOf(job);
  const definition = raw.jobs[id];
  if (definition.uses) {
    const inner = path.join(path.dirname(file), path.basename(definition.uses));
    const callee = parse(readFileSync(inner, 'utf8')).on.workflow_call ?? {};
    const defaults = Object.fromEntries(Object.entries(callee.inputs ?? {}).map(([name, input]) => [name, input.default ?? '']));
    const inputs = { ...defaults, ...Object.fromEntries(Object.entries(definition.with ?? {}).map(([name, value]) => [name, typeof value === 'string' ? scope.text(value) : value])) };
    const called = await runFile(machine, one, inner, { github: given.github, inputs, secrets: scope.texts(definition.secrets), isCall: true }, outcome);
    return { result: called.result === 'failure' ? 'failure' : 'success', outputs: {} };
  }

  const legs = definition.strategy?.matrix?.include ?? [undefined];
  let result = 'success';
  let outputs = {};
  for (const leg of legs) {
    const ran = runLeg(machine, one, id, definition, raw, leg, leg ? scope.with({ matrix: leg }) : scope, given, outcome);
    if (ran.result === 'failure') result = 'failure';
    if (ran.result !== 'passed over') outputs = { ...outputs, ...ran.outputs };
  }

  return { result, outputs };
}

const systemOf = label => /windows/i.test(label) ? 'Windows' : /macos/i.test(label) ? 'macOS' : 'Linux';
const own = { linux: 'Linux', darwin: 'macOS', win32: 'Windows' }[os.platform()];

function runLeg(machine, one, id, definition, raw, leg, jobScope, given, outcome) {
  const entry = { job: id, leg: leg?.leg ?? '', result: 'success', said: [], steps: [] };
  outcome.jobs.push(entry);
  const runsOn = typeof definition['runs-on'] === 'string' ? jobScope.text(definition['runs-on']) : String(definition['runs-on']);
  const system = systemOf(runsOn);
  if (system !== own || one.passOver?.includes(id)) {
    entry.result = 'passed over';
    return { result: 'passed over', outputs: {} };
  }

  const folder = path.join(machine.jobFolder(`${id}-${entry.leg}`), 'repository');
  const temporary = path.join(machine.jobFolder(`${id}-${entry.leg}`), 'temp');
  for (const one of [folder, temporary]) mkdirSync(one, { recursive: true });
  const steps = {};
  const posts = [];
  let environment = { ...jobScope.texts(raw.env), ...jobScope.texts(definition.env) };
  let failed = false;
  const status = { success: () => !failed, failure: () => failed, always: () => true, cancelled: () => false };
  definition.steps.forEach((step, index) => {
    const scope = new Scope({ ...jobScope.values, steps, env: environment, runner: { os: system, temp: temporary }, job: { status: failed ? 'failure' : 'success' } }, status);
    const name = step.name ?? step.uses ?? step.run;
    const condition = step.if === undefined ? 'success()' : /(success|failure|always|cancelled)\s*\(/.test(step.if) ? String(step.if) : `success() && (${step.if})`;
    const key = step.id ?? `__${index}`;
    if (!scope.holds(condition.replace(/^\s*\$\{\{(.*)\}\}\s*$/s, '$1'))) {
      steps[key] = { outputs: {}, outcome: 'skipped', conclusion: 'skipped' };
      entry.steps.push([name, 'skipped']);
      return;
    }

    const ran = step.uses
      ? act(machine, folder, step.uses.split('@')[0], scope.texts(step.with), posts)
      : shell(machine, one, folder, temporary, step, scope, { ...environment, ...scope.texts(step.env) }, given, system, entry, index);
    environment = { ...environment, ...ran.environment };
    steps[key] = { outputs: ran.outputs ?? {}, outcome: ran.problem ? 'failure' : 'success', conclusion: ran.problem ? 'failure' : 'success' };
    entry.steps.push([name, ran.problem ? `failure: ${ran.problem}` : 'success']);
    if (ran.problem) failed = true;
  });
  if (!failed) posts.reverse().forEach(post => post());

  entry.result = failed ? 'failure' : 'success';
  const last = new Scope({ ...jobScope.values, steps, env: environment }, status);
  if (definition.environment?.url) entry.url = last.text(definition.environment.url);
  return { result: entry.result, outputs: last.texts(definition.outputs) };
}

function shell(machine, one, folder, temporary, step, scope, variables, given, system, entry, index) {
  if (step.shell !== 'bash') return { problem: `the shell '${step.shell}' does not run here` };

  const files = Object.fromEntries(['GITHUB_OUTPUT', 'GITHUB_ENV', 'GITHUB_PATH', 'GITHUB_STEP_SUMMARY'].map(name => [name, path.join(temporary, `${name.toLowerCase()}-${index}`)]));
  Object.values(files).forEach(file => writeFileSync(file, ''));
  const ran = machine.bash(scope.text(step.run), ['-eo', 'pipefail'], folder, {
    CI: 'true', GITHUB_ACTIONS: 'true', RUNNER_ENVIRONMENT: 'github-hosted', GITHUB_WORKSPACE: folder, GITHUB_EVENT_NAME: given.github.event_name, GITHUB_REF: given.github.ref, GITHUB_REF_NAME: given.github.ref_name,
    GITHUB_REF_TYPE: given.github.ref.startsWith('refs/tags/') ? 'tag' : 'branch', GITHUB_SHA: given.github.sha, GITHUB_REPOSITORY: 'owner/name', GITHUB_SERVER_URL: 'https://github.com', GITHUB_RUN_ID: '1',
    GITHUB_ACTOR: 'somebody', RUNNER_OS: system, RUNNER_TEMP: temporary, ...files, ...variables,
  }, step['timeout-minutes']);
  entry.said.push(...saidIn(ran.output));
  entry.log = (entry.log ?? '') + ran.output + ran.error;
  if (statSync(files.GITHUB_STEP_SUMMARY).size > 0) entry.summary = readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8');
  return { problem: ran.failed ? 'the script failed' : undefined, outputs: assignments(files.GITHUB_OUTPUT), environment: assignments(files.GITHUB_ENV) };
}

// name=value, or name<<MARK, lines, MARK.
function assignments(file) {
  const values = {};
  const lines = readFileSync(file, 'utf8').split('\n');
  for (let index = 0; index < lines.length; index++) {
    const multi = /^([^=<]+)<<(.+)$/.exec(lines[index]);
    if (multi) {
      const text = [];
      while (++index < lines.length && lines[index] !== multi[2]) text.push(lines[index]);
      if (index === lines.length) throw new Error(`${multi[1]} does not end with ${multi[2]}`);
      values[multi[1]] = text.join('\n');
    } else if (lines[index].includes('=')) {
      values[lines[index].slice(0, lines[index].indexOf('='))] = lines[index].slice(lines[index].indexOf('=') + 1);
    }
  }

  return values;
}

const inFolder = (folder, text) => text.split('\n').map(line => line.trim()).filter(line => line).map(line => line.startsWith('~') ? path.join(folder, '..', 'home', line.slice(1)) : path.join(folder, line));

function act(machine, folder, action, input, posts) {
  switch (action) {
    case 'actions/checkout':
      machine.checkOut(folder);
      return { problem: input['persist-credentials'] === 'false' ? undefined : 'the credentials would be kept' };
    case 'actions/setup-dotnet':
    case 'Azure/login':
      return {};
    case 'NuGet/login':
      return { outputs: { NUGET_API_KEY: `key of ${input.user}` } };
    case 'actions/cache':
    case 'actions/cache/restore': {
      const paths = inFolder(folder, input.path);
      const { hit } = machine.restore(input.key, (input['restore-keys'] ?? '').split('\n').filter(key => key), paths);
      if (action === 'actions/cache' && !hit) posts.push(() => machine.save(input.key, paths));
      return { outputs: { 'cache-hit': String(hit) } };
    }
    case 'actions/cache/save':
      machine.save(input.key, inFolder(folder, input.path));
      return {};
    case 'actions/upload-artifact':
      return { problem: machine.keep(input.name, inFolder(folder, input.path), { overwrite: input.overwrite === 'true', required: input['if-no-files-found'] === 'error' }) };
    case 'actions/download-artifact':
      return { problem: machine.fetch(input.name, path.join(folder, input.path)) };
    case 'actions/attest-build-provenance':
      return { problem: existsSync(path.join(folder, input['subject-path'])) ? undefined : `there is no ${input['subject-path']} to attest` };
    default:
      return { problem: `the action '${action}' has no stand-in` };
  }
}

await main(async (machine, one) => {
  const outcome = { jobs: [] };
  const github = { event_name: one.event, ref: one.ref, ref_name: one.ref.replace(/^refs\/(heads|tags|pull)\//, ''), sha: 'abc', run_attempt: 1, token: 'token', repository: 'owner/name' };

  // Inputs have types, and their defaults, where a person starts the workflow; elsewhere there are none.
  const inputs = {};
  if (one.event === 'workflow_dispatch') {
    for (const [name, input] of Object.entries(parse(readFileSync(one.file, 'utf8')).on.workflow_dispatch?.inputs ?? {})) {
      const text = one.inputs?.[name] ?? String(input.default ?? '');
      inputs[name] = input.type === 'boolean' ? text.toLowerCase() === 'true' : input.type === 'number' ? Number(text) : text;
    }
  }

  const ran = await runFile(machine, one, one.file, { github, inputs, secrets: one.secrets ?? {} }, outcome);
  return { result: ran.result, ...outcome, artifacts: machine.kept() };
});
