// A small Azure Pipelines: templates and parameters, stages, jobs, deployment jobs, conditions, bash steps, ##vso commands, stand-ins for tasks.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { load } from '../validators/modules.mjs';
import { Context, isTrue, textOf } from './azure-expressions.mjs';
import { main, saidIn } from './machine.mjs';

const { parse } = await load('yaml');

// Parameters are put in before anything runs.
function expand(node, parameters, variables) {
  const context = new Context({ parameters, variables });
  if (typeof node === 'string') {
    const whole = /^\$\{\{((?:(?!\}\}).)*)\}\}$/s.exec(node.trim());
    if (whole) return context.evaluate(whole[1]);
    return node.replace(/\$\{\{(.*?)\}\}/gs, (_, expression) => textOf(context.evaluate(expression)));
  }

  if (Array.isArray(node)) return node.map(item => expand(item, parameters, variables));
  if (node && typeof node === 'object') return Object.fromEntries(Object.entries(node).flatMap(([key, value]) => entriesOf(key, value, parameters, variables)));
  return node;
}

// ${{ if … }}: puts its entries in, or nothing.
function entriesOf(key, value, parameters, variables) {
  const condition = /^\$\{\{\s*if\s(.*)\}\}$/s.exec(key);
  if (!condition) return [[key, expand(value, parameters, variables)]];
  return isTrue(new Context({ parameters, variables }).evaluate(condition[1])) ? Object.entries(expand(value, parameters, variables)) : [];
}

function readPipeline(file, given, one) {
  const raw = parse(readFileSync(file, 'utf8'));
  const parameters = {};
  for (const parameter of raw.parameters ?? []) {
    const value = given[parameter.name] ?? parameter.default;
    if (value === undefined) throw new Error(`the parameter '${parameter.name}' of ${file} has no value`);
    if (parameter.values && !parameter.values.map(String).includes(String(value))) throw new Error(`'${value}' is none of the values of '${parameter.name}'`);
    parameters[parameter.name] = parameter.type === 'boolean' ? String(value).toLowerCase() === 'true' : value;
  }

  for (const name of Object.keys(given)) if (!Object.hasOwn(parameters, name)) throw new Error(`${file} has no parameter '${name}'`);
  const expanded = expand({ ...raw, parameters: undefined }, parameters, systemVariables(one));
  if (expanded.stages) expanded.stages = expanded.stages.flatMap(stage => stage.template ? readPipeline(path.join(path.dirname(file), stage.template), stage.parameters ?? {}, one).stages : [stage]);
  return expanded;
}

const list = value => value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];

// Stages without dependsOn wait for the one before; jobs without it for none.
function normalize(pipeline) {
  const stages = pipeline.stages ?? [{ stage: '__default', dependsOn: [], jobs: pipeline.jobs }];
  const names = stages.map(stage => stage.stage.toLowerCase());
  if (new Set(names).size !== names.length) throw new Error(`two stages of one name: ${names.join(', ')}`);
  return stages.map((stage, index) => ({ ...stage, dependsOn: stage.dependsOn === undefined ? (index === 0 ? [] : [stages[index - 1].stage]) : list(stage.dependsOn) }));
}

function ordered(items, nameOf) {
  const done = [];
  const visit = (item, open) => {
    if (done.includes(item)) return;
    if (open.includes(item)) throw new Error(`${nameOf(item)} waits for itself`);
    for (const need of list(item.dependsOn)) {
      const found = items.find(other => nameOf(other) === need);
      if (!found) throw new Error(`${nameOf(item)} waits for '${need}', which does not exist`);
      visit(found, [...open, item]);
    }

    done.push(item);
  };
  items.forEach(item => visit(item, []));
  return done;
}

function statusOf(item, items, nameOf, results) {
  const ancestors = new Set();
  const collect = one => list(one.dependsOn).forEach(need => { ancestors.add(need); collect(items.find(other => nameOf(other) === need)); });
  collect(item);
  const all = [...ancestors].map(name => results[name].result);
  return {
    succeeded: () => all.every(result => result === 'Succeeded'),
    failed: () => all.some(result => result === 'Failed'),
    succeededorfailed: () => all.every(result => result === 'Succeeded' || result === 'Failed'),
    always: () => true,
    canceled: () => false,
  };
}

const nameOfJob = job => job.job ?? job.deployment;

function runPipeline(machine, one, outcome) {
  const pipeline = readPipeline(one.file, one.inputs ?? {}, one);
  if (!startedBy(pipeline, one)) return 'not started';

  const base = { ...systemVariables(one), ...mappingOf(pipeline.variables) };
  const stages = normalize(pipeline);
  const results = {};
  for (const stage of ordered(stages, stage => stage.stage)) {
    // The outputs of a stage's jobs, under the job's name; only stages that it waits for can be seen.
    const seen = Object.fromEntries(stage.dependsOn.map(name => [name, results[name]]));
    const dependencies = Object.fromEntries(Object.entries(seen).map(([name, result]) => [name, {
      result: result.result,
      outputs: Object.fromEntries(Object.entries(result.jobs).flatMap(([job, ran]) => Object.entries(ran.outputs).map(([key, value]) => [`${job}.${key}`, value]))),
    }]));
    const stageDependencies = Object.fromEntries(Object.entries(seen).map(([name, result]) => [name, result.jobs]));
    const condition = new Context({ variables: base, dependencies, stageDependencies }, statusOf(stage, stages, stage => stage.stage, results));
    const jobs = {};
    if (!isTrue(condition.evaluate(stage.condition ?? 'succeeded()'))) {
      results[stage.stage] = { result: 'Skipped', jobs };
      for (const job of stage.jobs) {
        jobs[nameOfJob(job)] = { result: 'Skipped', outputs: {} };
        outcome.jobs.push({ job: nameOfJob(job), leg: '', result: 'skipped', said: [] });
      }

      continue;
    }

    for (const job of ordered(stage.jobs, nameOfJob)) {
      const own = Object.fromEntries(list(job.dependsOn).map(name => [name, jobs[name]]));
      const values = { variables: base, dependencies: own, stageDependencies };
      const context = new Context(values, statusOf(job, stage.jobs, nameOfJob, jobs));
      if (isTrue(context.evaluate(job.condition ?? 'succeeded()'))) {
        jobs[nameOfJob(job)] = runJob(machine, one, job, base, values, outcome);
      } else {
        jobs[nameOfJob(job)] = { result: 'Skipped', outputs: {} };
        outcome.jobs.push({ job: nameOfJob(job), leg: '', result: 'skipped', said: [] });
      }
    }

    const all = Object.values(jobs).map(job => job.result);
    results[stage.stage] = { result: all.includes('Failed') ? 'Failed' : all.every(result => result === 'Skipped') ? 'Skipped' : 'Succeeded', jobs };
  }

  const all = Object.values(results).map(stage => stage.result);
  return all.includes('Failed') ? 'failure' : all.every(result => result === 'Skipped') ? 'skipped' : 'success';
}

// '*' stands for any text, '/' included.
const fits = (patterns, name) => list(patterns).some(pattern => new RegExp('^' + pattern.split('*').map(part => part.replace(/[.\\+^${}()|[\]?]/g, '\\$&')).join('.*') + '$').test(name));

const isTaken = (filter, name) => !fits(filter.exclude, name) && (filter.include === undefined || fits(filter.include, name));

function startedBy(pipeline, one) {
  // A template is not started by itself.
  if (pipeline.trigger === undefined) return false;
  switch (one.event) {
    case 'schedule':
      return list(pipeline.schedules).length > 0;
    case 'pull_request':
      return pipeline.pr !== 'none' && (!pipeline.pr?.branches || isTaken(pipeline.pr.branches, one.base ?? 'main'));
    case 'push':
      if (pipeline.trigger === 'none') return false;
      if (one.ref.startsWith('refs/tags/')) return Boolean(pipeline.trigger?.tags) && isTaken(pipeline.trigger.tags, one.ref.slice('refs/tags/'.length));
      return !pipeline.trigger?.branches || isTaken(pipeline.trigger.branches, one.ref.slice('refs/heads/'.length));
    default:
      return true;
  }
}

const mappingOf = variables => Array.isArray(variables)
  ? Object.fromEntries(variables.filter(variable => variable.name).map(variable => [variable.name, textOf(variable.value)]))
  : Object.fromEntries(Object.entries(variables ?? {}).map(([name, value]) => [name, textOf(value)]));

const reasons = { push: 'IndividualCI', pull_request: 'PullRequest', schedule: 'Schedule', workflow_dispatch: 'Manual' };
const systemOf = image => /windows/i.test(image) ? 'Windows_NT' : /macos/i.test(image) ? 'Darwin' : 'Linux';
const ownSystem = { linux: 'Linux', darwin: 'Darwin', win32: 'Windows_NT' }[os.platform()];

const systemVariables = one => ({
  'Build.Reason': reasons[one.event], 'Build.SourceBranch': one.ref, 'Build.SourceBranchName': one.ref.split('/').at(-1), 'Build.SourceVersion': 'abc', 'Build.BuildId': '1',
  'System.StageAttempt': '1', 'System.JobAttempt': '1', 'System.AccessToken': 'token', 'System.TeamProject': 'project', 'System.CollectionUri': 'https://dev.azure.com/organization/', 'Build.RequestedFor': 'somebody',
});

// $(name), where there is such a variable; the text stays where there is none.
function macro(text, variables) {
  return typeof text !== 'string' ? textOf(text) : text.replace(/\$\(([\w.]+)\)/g, (whole, name) => {
    const key = Object.keys(variables).find(key => key.toLowerCase() === name.toLowerCase());
    return key === undefined ? whole : macro(variables[key], Object.fromEntries(Object.entries(variables).filter(([other]) => other !== key)));
  });
}

function runJob(machine, one, job, base, values, outcome) {
  const matrix = job.strategy?.matrix;
  const outputs = {};
  let result = 'Succeeded';
  for (const [leg, legVariables] of matrix ? Object.entries(matrix) : [['', {}]]) {
    const variables = { ...base, ...Object.fromEntries(Object.entries(legVariables).map(([name, value]) => [name, textOf(value)])) };
    for (const [name, value] of Object.entries(mappingOf(job.variables))) {
      const runtime = /^\$\[(.*)\]$/s.exec(value.trim());
      variables[name] = runtime ? textOf(new Context({ ...values, variables }).evaluate(runtime[1])) : value;
    }

    const ran = runLeg(machine, one, job, leg, variables, outcome);
    if (ran.result === 'failure') result = 'Failed';
    const prefix = matrix ? `${leg}.` : job.deployment ? `${job.deployment}.` : '';
    for (const [key, value] of Object.entries(ran.outputs)) outputs[prefix + key] = value;
  }

  return { result, outputs };
}

function runLeg(machine, one, job, leg, variables, outcome) {
  const name = nameOfJob(job);
  const entry = { job: name, leg, result: 'success', said: [], steps: [] };
  outcome.jobs.push(entry);
  const image = macro(job.pool?.vmImage ?? job.pool?.name ?? '', variables);
  if (systemOf(image) !== ownSystem || one.passOver?.includes(name)) {
    entry.result = 'passed over';
    return { result: 'passed over', outputs: {} };
  }

  const workspace = machine.jobFolder(`${name}-${leg}`);
  const sources = path.join(workspace, 's');
  mkdirSync(sources, { recursive: true });
  Object.assign(variables, { 'Agent.OS': systemOf(image), 'Pipeline.Workspace': workspace, 'Build.SourcesDirectory': sources });
  const steps = job.deployment ? job.strategy.runOnce.deploy.steps : job.steps;

  // A plain job checks out by itself, and a deployment job fetches every artifact by itself, unless their steps say otherwise.
  if (job.job && !steps.some(step => step.checkout)) machine.checkOut(sources);
  const outputs = {};
  const posts = [];
  let failed = false;
  const status = { succeeded: () => !failed, failed: () => failed, succeededorfailed: () => true, always: () => true, canceled: () => false };
  for (const step of steps) {
    const title = step.displayName ?? step.task ?? step.download ?? 'step';
    if (!isTrue(new Context({ variables }, status).evaluate(step.condition ?? 'succeeded()'))) {
      entry.steps.push([title, 'skipped']);
      continue;
    }

    const ran = runStep(machine, one, step, variables, workspace, entry, outputs, posts);
    entry.steps.push([title, ran ? `failure: ${ran}` : 'success']);
    if (ran) failed = true;
  }

  if (!failed) posts.reverse().forEach(post => post());
  entry.result = failed ? 'failure' : 'success';
  return { result: entry.result, outputs };
}

function runStep(machine, one, step, variables, workspace, entry, outputs, posts) {
  const input = Object.fromEntries(Object.entries(step.inputs ?? {}).map(([name, value]) => [name, name === 'inlineScript' ? value : macro(value, variables)]));
  if (step.checkout !== undefined) {
    if (step.checkout === 'self') machine.checkOut(variables['Build.SourcesDirectory']);
    return step.persistCredentials === false || step.checkout === 'none' ? undefined : 'the credentials would be kept';
  }

  if (step.download !== undefined) return step.download === 'none' ? undefined : machine.fetch(step.artifact, path.join(workspace, step.artifact));
  if (step.publish !== undefined) return machine.keep(macro(step.artifact, variables), [macro(step.publish, variables)], { overwrite: false, required: true });
  if (step.bash !== undefined) return script(machine, one, step, step.bash, macro(step.workingDirectory ?? variables['Build.SourcesDirectory'], variables), variables, workspace, entry, outputs);
  switch (step.task) {
    case 'UseDotNet@2':
    case 'PublishCodeCoverageResults@2':
      return undefined;
    case 'PublishTestResults@2':
      return undefined;
    case 'Cache@2': {
      const { hit } = machine.restore(input.key, [input.restoreKeys], [input.path]);
      if (!hit) posts.push(() => machine.save(input.key, [input.path]));
      return undefined;
    }
    case 'DownloadPipelineArtifact@2':
      return machine.fetch(input.artifactName, input.targetPath);
    case 'AzureCLI@2':
      return input.scriptType === 'bash' ? script(machine, one, step, input.inlineScript, input.workingDirectory, variables, workspace, entry, outputs) : `the shell '${input.scriptType}' does not run here`;
    default:
      return `the step '${step.task ?? Object.keys(step)[0]}' has no stand-in`;
  }
}

function script(machine, one, step, text, folder, variables, workspace, entry, outputs) {
  const secrets = one.secrets ?? {};
  const all = { ...variables, ...secrets };

  // Variables are handed over in capitals; secrets only where a step names them.
  const environment = Object.fromEntries(Object.entries(variables).filter(([name]) => name !== 'System.AccessToken').map(([name, value]) => [name.replaceAll('.', '_').toUpperCase(), macro(value, all)]));
  const own = Object.fromEntries(Object.entries(step.env ?? {}).map(([name, value]) => [name, macro(textOf(value), all)]));
  const ran = machine.bash(macro(text, all), [], folder, { CI: 'true', TF_BUILD: 'True', AGENT_ISSELFHOSTED: '0', ...environment, ...own }, step.timeoutInMinutes);
  entry.said.push(...saidIn(ran.output));
  entry.log = (entry.log ?? '') + ran.output + ran.error;
  let failed = ran.failed;
  for (const line of ran.output.split(/\r?\n/)) {
    const command = /^##vso\[([\w.]+)\s*([^\]]*)\](.*)$/.exec(line);
    if (!command) continue;
    const properties = Object.fromEntries(command[2].split(';').filter(part => part.includes('=')).map(part => [part.slice(0, part.indexOf('=')).trim().toLowerCase(), unescaped(part.slice(part.indexOf('=') + 1))]));
    const value = unescaped(command[3]);
    switch (command[1].toLowerCase()) {
      case 'task.setvariable':
        if (properties.isoutput === 'true' && step.name) outputs[`${step.name}.${properties.variable}`] = value;
        else variables[properties.variable] = value;
        break;
      case 'task.complete':
        if (/^failed$/i.test(properties.result ?? '')) failed = true;
        break;
      case 'task.uploadsummary':
        if (!existsSync(value)) throw new Error(`the summary ${value} is not there`);
        entry.summary = readFileSync(value, 'utf8');
        break;
    }
  }

  return failed ? 'the script failed' : undefined;
}

const unescaped = text => text.replaceAll('%3B', ';').replaceAll('%5D', ']').replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%AZP25', '%');

await main(async (machine, one) => {
  const outcome = { jobs: [] };
  const result = runPipeline(machine, one, outcome);
  return { result, ...outcome, artifacts: machine.kept() };
});
