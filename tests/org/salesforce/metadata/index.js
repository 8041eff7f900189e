import { SalesforceError } from '../errors.js';
import { recordId } from '../ids.js';
import { allow, ok } from '../rest/records.js';
import { TYPES } from './components.js';
import { partsOf } from './multipart.js';
import { failure, readPackage } from './package.js';
import { unzip } from './zip.js';

/**
 * The Metadata REST API's one resource, `metadata/deployRequest` (Metadata API Developer Guide, "Deploy Metadata with
 * Apex Testing Using REST"): takes a zip file and reports what became of it.
 * @typedef {{ id: string, options: typeof OPTIONS, files?: Map<string, string>, endsAt: number, begunAt: number, canceled: boolean,
 *   user: import('../../data/users.js').User, result?: Result }} Deploy
 * @typedef {{ success: boolean, successes: any[], failures: any[], total: number, errorMessage?: string }} Result
 */

/** deployOptions with their defaults. */
const OPTIONS = Object.freeze({
  allowMissingFiles: false, autoUpdatePackage: false, checkOnly: false, ignoreWarnings: false, performRetrieve: false, purgeOnDelete: false,
  rollbackOnError: true, runTests: /** @type {string[] | null} */ (null), singlePackage: false, testLevel: /** @type {string | null} */ (null),
});

/** @param {import('../../server.js').Context} context */
export function createMetadata(context) {
  /** @type {Deploy[]} */
  let deploys = [];
  return { handle, settle, reset() { deploys = []; } };

  /**
   * @param {import('../rest/index.js').Call} call
   * @param {string[]} parts of the path after `metadata`
   * @param {Buffer} body
   * @param {number} newest API version
   * @returns {Promise<import('../rest/index.js').Reply>}
   */
  async function handle(call, [resource, id, ...more], body, newest) {
    if (resource !== 'deployRequest' || more.length > 0) throw new SalesforceError('NOT_FOUND', 'The requested resource does not exist');
    if (!call.access.can('ModifyMetadata') && !call.access.can('ModifyAllData')) {
      throw new SalesforceError('INSUFFICIENT_ACCESS', 'use of the Metadata API requires a user with the ModifyAllData or ModifyMetadata permissions');
    }
    if (id === undefined) {
      if (call.method !== 'POST') return allow(call.method, { POST: () => ok(undefined) });
      const deploy = await begin(call, body);
      return { status: 201, body: shown(call, deploy, newest, false) };
    }
    const deploy = deploys.find((each) => each.id.startsWith(id.slice(0, 15)) && id.length >= 15);
    if (!deploy) throw new SalesforceError('NOT_FOUND', 'The requested resource does not exist');
    return allow(call.method, {
      GET: () => ok(shown(call, deploy, newest, call.query.get('includeDetails') === 'true')),
      PATCH: () => cancel(call, deploy, body, newest),
    });
  }

  /** @type {(call: import('../rest/index.js').Call, body: Buffer) => Promise<Deploy>} */
  async function begin(call, body) {
    const parts = partsOf(call.headers['content-type'] ?? '', body);
    if (!parts) throw new SalesforceError('UNSUPPORTED_MEDIA_TYPE', `Content type ${call.headers['content-type'] ?? ''} not supported.`);
    // jsforce, Salesforce's own client, calls the first part "entity_content".
    const json = parts.get('json') ?? parts.get('entity_content');
    const file = parts.get('file');
    if (!json || !/^application\/json\b/.test(json.type)) throw new SalesforceError('INVALID_MULTIPART_REQUEST', 'Multipart message must include a non-binary part');
    if (!file?.filename) throw new SalesforceError('INVALID_MULTIPART_REQUEST', 'Multipart message must include a binary part');
    const deploy = {
      id: recordId('0Af', deploys.length + 1),
      options: optionsOf(json.content.toString('utf8')),
      files: await unzip(file.content),
      begunAt: context.clock.now(),
      endsAt: context.clock.now() + context.settings.metadataDeploySeconds * 1000,
      canceled: false,
      user: /** @type {import('../../data/users.js').User} */ (call.access.user),
    };
    deploys.push(deploy);
    return deploy;
  }

  /** Lets the deploys end whose time has come. @param {number} newest API version */
  function settle(newest) {
    for (const deploy of deploys) {
      if (!deploy.result && !deploy.canceled && context.clock.now() >= deploy.endsAt) deploy.result = run(deploy, newest);
    }
  }

  /** @type {(deploy: Deploy, newest: number) => Result} */
  function run({ files, options }, newest) {
    if (!files) return { success: false, successes: [], failures: [], total: 0, errorMessage: 'UNKNOWN_EXCEPTION: Error processing the zip file' };
    const read = [...packagesOf(files, options.singlePackage)].map(([folder, inside]) => {
      const { components, failures } = readPackage(inside, { newest, allowMissingFiles: options.allowMissingFiles });
      const inFolder = (/** @type {any} */ each) => ({ ...each, fileName: folder + each.fileName });
      return { components: components.map(inFolder), failures: failures.map(inFolder) };
    });
    const components = read.flatMap((each) => each.components);
    const failures = read.flatMap((each) => each.failures);
    const target = { store: context.data, settings: context.settings, users: context.users, all: components };
    for (const component of components) {
      const problem = TYPES[component.type].check(component, target);
      if (problem) failures.push({ ...failure(component.fileName, problem), fullName: component.fullName, componentType: component.type });
    }
    const success = failures.every(({ problemType }) => problemType === 'Warning' && options.ignoreWarnings);
    // Fields before the permission set that names them. A failed deploy changes nothing: production orgs always roll back.
    const order = Object.keys(TYPES);
    const sorted = [...components].sort((a, b) => (a.type === 'PermissionSet' ? 1 : 0) - (b.type === 'PermissionSet' ? 1 : 0) || order.indexOf(a.type) - order.indexOf(b.type));
    const successes = success ? sorted.map((component) => {
      const applied = options.checkOnly ? { id: '', created: false } : TYPES[component.type].apply(component, target);
      return { ...entry(component, context.data.timestamp()), ...applied, changed: true, success: true };
    }) : [];
    return {
      success,
      successes,
      failures: failures.map((each) => ({ ...entry(each, context.data.timestamp()), ...each, success: false, warning: each.problemType === 'Warning' })),
      total: components.length,
    };
  }

  /** @type {(call: import('../rest/index.js').Call, deploy: Deploy, body: Buffer, newest: number) => import('../rest/index.js').Reply} */
  function cancel(call, deploy, body, newest) {
    if (optionsText(body.toString('utf8'))?.deployResult?.status !== 'Canceling') throw new SalesforceError('JSON_PARSER_ERROR', 'The deployResult status must be Canceling');
    if (deploy.result) throw new SalesforceError('INVALID_ID_FIELD', 'Deployment already completed');
    deploy.canceled = true;
    return { status: 202, body: shown(call, deploy, newest, false) };
  }

  /** @type {(call: import('../rest/index.js').Call, deploy: Deploy, newest: number, details: boolean) => Record<string, any>} */
  function shown(call, deploy, newest, details) {
    if (call.method !== 'POST') settle(newest);
    const { id, options, result, user } = deploy;
    const at = context.data.timestamp(deploy.begunAt);
    const done = result !== undefined || deploy.canceled;
    const status = deploy.canceled ? 'Canceled' : !result ? (call.method === 'POST' ? 'Pending' : 'InProgress')
      : result.success ? 'Succeeded' : 'Failed';
    return {
      id,
      url: `https://${context.org.myDomain}${call.base}/metadata/deployRequest/${id}?includeDetails=true`,
      validatedDeployRequestId: null,
      deployOptions: options,
      deployResult: {
        id, status, done, success: result?.success ?? false,
        checkOnly: options.checkOnly, ignoreWarnings: options.ignoreWarnings, rollbackOnError: options.rollbackOnError, runTestsEnabled: false,
        createdBy: user.id, createdByName: user.name, createdDate: at, startDate: call.method === 'POST' ? null : at, lastModifiedDate: at,
        completedDate: done ? context.data.timestamp(deploy.endsAt) : null,
        canceledBy: deploy.canceled ? user.id : null, canceledByName: deploy.canceled ? user.name : null,
        errorMessage: result?.errorMessage ?? null, errorStatusCode: result?.errorMessage ? 'UNKNOWN_EXCEPTION' : null, stateDetail: null,
        numberComponentErrors: result?.failures.filter((each) => !each.warning).length ?? 0,
        numberComponentsDeployed: result?.successes.length ?? 0,
        numberComponentsTotal: result?.total ?? 0,
        numberTestErrors: 0, numberTestsCompleted: 0, numberTestsTotal: 0,
        ...(details ? { details: {
          allComponentMessages: [], componentFailures: result?.failures ?? [], componentSuccesses: result?.successes ?? [], retrieveResult: null,
          runTestResult: { codeCoverage: [], codeCoverageWarnings: [], failures: [], flowCoverage: [], flowCoverageWarnings: [], numFailures: 0, numTestsRun: 0, successes: [], totalTime: 0 },
        } } : {}),
      },
    };
  }
}

/**
 * One package at the root, or each in a folder of its own.
 * @type {(files: Map<string, string>, single: boolean) => Map<string, Map<string, string>>}
 */
function packagesOf(files, single) {
  if (single) return new Map([['', files]]);
  /** @type {Map<string, Map<string, string>>} */
  const packages = new Map();
  for (const [path, text] of files) {
    const at = path.indexOf('/') + 1;
    const folder = path.slice(0, at);
    // A file beside the folders belongs to no package, a package.xml there neither.
    if (at === 0) continue;
    if (!packages.has(folder)) packages.set(folder, new Map());
    packages.get(folder)?.set(path.slice(at), text);
  }
  return packages.size > 0 ? packages : new Map([['', new Map()]]);
}

/** @type {(text: string) => typeof OPTIONS} */
function optionsOf(text) {
  const given = optionsText(text)?.deployOptions;
  if (typeof given !== 'object' || given === null) throw new SalesforceError('JSON_PARSER_ERROR', 'The deployOptions field is required.');
  for (const [name, value] of Object.entries(given)) {
    const known = /** @type {Record<string, unknown>} */ (OPTIONS)[name];
    if (!Object.hasOwn(OPTIONS, name)) throw new SalesforceError('JSON_PARSER_ERROR', `Unrecognized field "${name}" at [line:1, column:1]`);
    if (typeof known === 'boolean' && typeof value !== 'boolean') throw new SalesforceError('JSON_PARSER_ERROR', `Cannot deserialize instance of boolean from ${JSON.stringify(value)} at [line:1, column:1]`);
  }
  return { ...OPTIONS, ...given };
}

/** @type {(text: string) => any} */
function optionsText(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SalesforceError('JSON_PARSER_ERROR', `${/** @type {Error} */ (error).message} at [line:1, column:1]`);
  }
}

/** @type {(each: { fullName: string, fileName: string, type?: string, componentType?: string }, at: string) => Record<string, any>} */
function entry({ fullName, fileName, type, componentType }, at) {
  return {
    changed: false, columnNumber: null, componentType: type ?? componentType ?? '', created: false, createdDate: at, deleted: false, fileName, forPackageManifestFile: false,
    fullName, id: null, lineNumber: null, problem: null, problemType: null, success: true, warning: false,
  };
}
