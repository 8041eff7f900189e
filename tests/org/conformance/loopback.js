import https from 'node:https';
import net from 'node:net';

/**
 * Leads every HTTPS connection of this process, whatever host it names, to a demo org, whose certificate it
 * trusts. So clients run unchanged, under the production host names. For tests only.
 * @param {Pick<import('../server.js').Org, 'port' | 'certificate'>} org
 * @returns {() => void} undoes it
 */
export function connectThroughLoopback({ port, certificate }) {
  const before = { agent: https.globalAgent, fetch: globalThis.fetch };
  const agent = new LoopbackAgent({ port, certificate });
  https.globalAgent = agent;
  globalThis.fetch = (input, init) => {
    const request = new Request(input, init);
    return request.url.startsWith('https:') ? fetchBy(agent, request) : before.fetch(request);
  };
  return () => {
    https.globalAgent = before.agent;
    globalThis.fetch = before.fetch;
    agent.destroy();
  };
}

/**
 * `fetch` over Node's own https: the built-in one takes no agent, and so no host could be led elsewhere.
 * @param {https.Agent} agent
 * @param {Request} request
 * @returns {Promise<Response>}
 */
async function fetchBy(agent, request) {
  const body = Buffer.from(await request.arrayBuffer());
  return new Promise((resolve, reject) => {
    const { method, signal } = request;
    const outgoing = https.request(request.url, { agent, method, headers: Object.fromEntries(request.headers), signal }, (incoming) => {
      const { statusCode: status = 0, statusMessage: statusText, headersDistinct } = incoming;
      const headers = Object.entries(headersDistinct).flatMap(([name, values = []]) => values.map((value) => /** @type {[string, string]} */ ([name, value])));
      const chunks = /** @type {Buffer[]} */ ([]);
      incoming.on('data', (chunk) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const empty = [204, 304].includes(status);
        resolve(new Response(empty ? null : Buffer.concat(chunks), { status, statusText, headers }));
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/**
 * One HTTPS request, no redirects followed.
 * @param {string} address
 * @param {{ method?: string, headers?: Record<string, string>, body?: string | Buffer }} [request]
 * @returns {Promise<{ status: number, headers: import('node:http').IncomingHttpHeaders, body: string }>}
 */
export function send(address, { method = 'GET', headers = {}, body } = {}) {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
    const request = https.request(address, { method, headers: { ...length, ...headers } }, async (response) => {
      try {
        const chunks = [];
        for await (const chunk of response) chunks.push(chunk);
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString('utf8') });
      } catch (error) {
        reject(error);
      }
    });
    request.on('error', reject);
    request.end(body);
  });
}

class LoopbackAgent extends https.Agent {
  #org;

  /** @param {{ port: number, certificate: string }} org */
  constructor(org) {
    super({ ca: org.certificate });
    this.#org = org;
  }

  /**
   * @override
   * @param {any} options
   * @param {any} done
   */
  createConnection(options, done) {
    const servername = options.servername || (net.isIP(options.host) ? '' : options.host);
    return super.createConnection({ ...options, host: '127.0.0.1', port: this.#org.port, servername }, done);
  }
}
