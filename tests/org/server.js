import { createServer } from 'node:https';
import { createCertificate } from './certificate.js';
import { createClock, seededRandom } from './clock.js';
import { startControl } from './control.js';
import { generateData, createUsers } from './data/index.js';
import { cutAfter, Faults } from './faults.js';
import { hostOf, urlOf } from './http.js';
import { defaultSettings } from './settings.js';
import { createSalesforce } from './salesforce/index.js';
import { createLightningPages } from './pages/lightning/index.js';
import { createClassicPages } from './pages/classic/index.js';
import { createVisualforcePages } from './pages/visualforce/index.js';
import { createGoogle } from './google/index.js';
import { createMicrosoft } from './microsoft/index.js';
import { createMailbox } from './mailbox/index.js';
import { createIdentityProvider } from './sso/index.js';
import { ACME, exactly, UAT } from './salesforce/orgs.js';
import { EXTENSION_ID } from '../tools/stores.js';

/**
 * @typedef {import('./http.js').Request} Request
 * @typedef {import('./http.js').Response} Response
 *
 * One vendor's part of the demo org. `hosts` says which host names are its own; where two products share
 * a host, the first whose `matches(req)` holds gets the request (no `matches` means: all of its hosts).
 * @typedef {object} Product
 * @property {RegExp} hosts
 * @property {(req: Request) => boolean} [matches]
 * @property {(req: Request, res: Response) => Promise<void> | void} handle
 * @property {() => void} reset
 * @property {Record<string, { status: number, headers?: Record<string, string>, body?: string }>} [errors]
 *   the vendor's own answers, by code, for the fault kind "error"
 * @property {Record<string, import('./control.js').ControlHandler>} [control]
 *
 * What every product is given.
 * @typedef {object} Context
 * @property {import('./salesforce/store.js').Store} data the Salesforce records
 * @property {import('./clock.js').Clock} clock
 * @property {() => number} random seeded
 * @property {{ deliver(message: { from: string, to?: string[], raw: string | Buffer }): any, box(address: string): import('./mailbox/store.js').Mail[] }} mail set by the mailbox
 * @property {import('./settings.js').Settings & Record<string, any>} settings
 * @property {import('./data/users.js').User[]} users
 * @property {string[]} extensionIds
 * @property {(host: string) => string} baseUrl `https://<host>`
 * @property {(...words: unknown[]) => void} log for people, on stderr; silent unless asked for
 * @property {import('./salesforce/orgs.js').OrgIdentity} org which Salesforce org; that of the vendors around it is production
 * @property {SalesforceApi} salesforce what the page products need of Salesforce
 *
 * @typedef {object} SalesforceApi
 * @property {(req: Request) => import('./data/users.js').User | undefined} sessionUser whose page session the request carries
 * @property {(req: Request) => import('./data/users.js').User | null} impersonator the administrator who is logged in as that user
 * @property {(soql: string, user?: import('./data/users.js').User) => Record<string, any>[]} runSoql rows as the REST API
 *   gives them, without `attributes`; without a user in system mode
 * @property {() => import('./salesforce/oauth/storage.js').Approval[]} approvals which apps hold refresh tokens of whom
 * @property {() => ReturnType<import('./salesforce/oauth/apps.js').Apps['all']>} apps the org's External Client Apps
 *
 * @typedef {{ n: number, at: number, ended: number | null, host: string, method: string, path: string, query: string, status: number,
 *   origin: string | null, account: string | null, writes: boolean, userAgentIsExtension: boolean, fault: string | null }} LogEntry
 * @typedef {{ context: Context, products: Product[] }} PlayedOrg a Salesforce org with its own records, users and settings
 * @typedef {{ context: Context, sandbox: PlayedOrg, products: Product[], faults: Faults, entries: LogEntry[], reset(): void }} OrgParts
 * @typedef {{ port: number, hostRules: string, spki: string, accounts: Account[], control: string, address: string,
 *   certificate: string, context: Context, sandbox: Context, close(): Promise<void> }} Org
 * @typedef {{ provider: string, username: string, password: string, role: string }} Account
 */

export { EXTENSION_ID };

const MAPPED = ['*.salesforce.com', '*.force.com', '*.google.com', '*.googleapis.com', '*.microsoftonline.com', '*.microsoft.com', '*.office.com', 'mail.example', 'sso.acme.example'];

/**
 * Starts a demo org of its own on loopback.
 * @param {{ seed?: number, extensionIds?: string[], log?: boolean }} [options]
 * @returns {Promise<Org>}
 */
export async function startOrg({ seed = 1, extensionIds = [EXTENSION_ID], log = false } = {}) {
  const org = createOrg({ seed, extensionIds, log });
  const { key, cert, spki } = await createCertificate();
  const server = createServer({ key, cert }, (req, res) => { serve(org, req, res); });
  // Longer than any test looks away, so that no request meets a connection that is just being closed.
  server.keepAliveTimeout = 600_000;
  org.faults.onCut = () => server.closeIdleConnections();
  const control = await startControl(org);
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', () => resolve(undefined)); });
  const port = portOf(server);
  return {
    port,
    hostRules: hostRules(port),
    spki,
    accounts: [...accounts(org.context.users), ...accounts(org.sandbox.context.users).filter(({ provider }) => provider === 'salesforce')],
    control: `http://127.0.0.1:${portOf(control)}`,
    address: `127.0.0.1:${port}`,
    certificate: cert,
    context: org.context,
    sandbox: org.sandbox.context,
    async close() {
      org.faults.clear();
      await Promise.all([server, control].map((each) => new Promise((resolve) => {
        each.close(resolve);
        each.closeAllConnections();
      })));
    },
  };
}

/**
 * @param {{ seed: number, extensionIds: string[], log: boolean }} options
 * @returns {OrgParts}
 */
function createOrg({ seed, extensionIds, log }) {
  const shared = {
    clock: createClock(),
    extensionIds,
    baseUrl: (/** @type {string} */ host) => `https://${host}`,
    log: log ? (/** @type {unknown[]} */ ...words) => console.error(...words) : () => {},
  };
  const [context, uat] = [ACME, UAT].map((identity) => /** @type {Context} */ (/** @type {unknown} */ ({
    ...shared, org: identity, settings: defaultSettings(), users: [],
  })));
  const faults = new Faults();
  /** @type {LogEntry[]} */
  const entries = [];

  const fill = () => {
    shared.clock.reset();
    for (const [at, each] of [context, uat].entries()) {
      each.random = seededRandom(seed + 1000 * at);
      Object.assign(each.settings, defaultSettings());
      // The same array for good: products may hold on to it.
      each.users.splice(0, Infinity, ...createUsers(each.org));
      each.data = generateData(each);
    }
  };
  fill();

  const sandbox = playOrg(uat);
  // The sandbox first: it answers for its own hosts only, production for every other shape of host.
  const products = [
    ...sandbox.products, ...playOrg(context).products, createGoogle(context), createMicrosoft(context), createMailbox(context),
    createIdentityProvider(context),
  ];
  return {
    context,
    sandbox,
    products,
    faults,
    entries,
    reset() {
      faults.clear();
      entries.length = 0;
      fill();
      for (const product of products) product.reset();
    },
  };
}

/**
 * One Salesforce org with its pages.
 * @param {Context} context
 * @returns {PlayedOrg}
 */
function playOrg(context) {
  const { org } = context;
  const salesforce = createSalesforce(context);
  context.salesforce = salesforce;
  const [lightning, classic] = [createLightningPages(context), createClassicPages(context)];
  if (org.sandbox) {
    lightning.hosts = exactly(org.lightning);
    classic.hosts = exactly(org.myDomain);
  }
  // Salesforce first: it answers for its API and sign-in paths, and for pages asked for without a session.
  return { context, products: [salesforce, lightning, classic, createVisualforcePages(context)] };
}

/**
 * @param {OrgParts} org
 * @param {Request} req
 * @param {Response} res
 */
async function serve(org, req, res) {
  const url = urlOf(req);
  if (org.faults.cutPending) res.shouldKeepAlive = false;
  const { host, method, path } = { host: hostOf(req), method: req.method ?? 'GET', path: url.pathname };
  const fault = org.faults.take({ host, method, path });
  const entry = logEntry(org, req, url, fault);
  res.once('close', () => {
    entry.status = res.headersSent ? res.statusCode : 0;
    entry.ended = org.context.clock.now();
    entry.account = req.account ?? null;
    entry.writes = req.writes ?? false;
    org.context.log(entry.status, method, `https://${host}${path}`, entry.fault ?? '');
  });
  try {
    const product = org.products.find((each) => each.hosts.test(host) && (each.matches?.(req) ?? true));
    if (!product) return end(res, 421, `The demo org does not answer for ${host}${path}\n`);
    if (fault && (await applied(fault, product, org.faults, req, res))) return undefined;
    return await product.handle(req, res);
  } catch (error) {
    // A bug of the demo org must be seen, whatever the client makes of the answer.
    console.error(`demo org: ${method} https://${host}${req.url}`, error);
    return end(res, 500, 'The demo org has a bug; see its standard error.\n');
  }
}

/**
 * Applies a fault.
 * @param {import('./faults.js').Fault} fault
 * @param {Product} product
 * @param {Faults} faults
 * @param {Request} req
 * @param {Response} res
 * @returns {Promise<boolean>} whether the request is finished with
 */
async function applied(fault, product, faults, req, res) {
  switch (fault.kind) {
    case 'latency':
      await new Promise((resolve) => { setTimeout(resolve, fault.ms); });
      return false;
    case 'hold':
      await faults.hold();
      return false;
    case 'cut':
      if (fault.when === 'before') {
        req.socket.destroy();
        return true;
      }
      cutAfter(res);
      return false;
    case 'status':
      res.writeHead(fault.status, fault.headers);
      res.end(fault.body ?? '');
      return true;
    case 'error': {
      const answer = product.errors?.[fault.code];
      if (!answer) throw new TypeError(`this product has no error ${fault.code}`);
      res.writeHead(answer.status, answer.headers);
      res.end(answer.body ?? '');
      return true;
    }
  }
}

/**
 * @param {OrgParts} org
 * @param {Request} req
 * @param {URL} url
 * @param {import('./faults.js').Fault | undefined} fault
 */
function logEntry({ context, entries }, req, url, fault) {
  const origin = req.headers.origin ?? null;
  /** @type {LogEntry} */
  const entry = {
    n: (entries.at(-1)?.n ?? 0) + 1,
    at: context.clock.now(),
    ended: null,
    host: url.hostname,
    method: req.method ?? 'GET',
    path: url.pathname,
    query: url.search.slice(1),
    status: 0,
    origin,
    account: null,
    writes: false,
    // Chrome sends no Origin on an extension's GET, but says that a script without a page asked;
    // Chromium's own services ask in the mode no-cors.
    userAgentIsExtension: origin?.startsWith('chrome-extension://')
      || (req.headers['sec-fetch-site'] === 'none' && req.headers['sec-fetch-mode'] === 'cors'),
    fault: fault?.kind ?? null,
  };
  entries.push(entry);
  return entry;
}

/** @param {number} port */
function hostRules(port) {
  return [
    ...MAPPED.map((name) => `MAP ${name} 127.0.0.1:${port}`),
    'EXCLUDE 127.0.0.1', 'EXCLUDE *.chromiumapp.org', 'MAP * ~NOTFOUND',
  ].join(', ');
}

/**
 * @param {import('./data/users.js').User[]} users
 * @returns {Account[]}
 */
function accounts(users) {
  return users.filter(({ role }) => role !== 'system').flatMap(({ username, password, role }) => [
    { provider: 'salesforce', username, password, role },
    { provider: 'google', username, password, role },
    { provider: 'microsoft', username, password, role },
  ]);
}

/** @param {import('node:net').Server} server */
function portOf(server) {
  return /** @type {import('node:net').AddressInfo} */ (server.address()).port;
}

/**
 * @param {Response} res
 * @param {number} status
 * @param {string} text
 */
function end(res, status, text) {
  if (res.headersSent) return void res.destroy();
  res.writeHead(status, { 'Content-Type': 'text/plain' });
  res.end(text);
}
