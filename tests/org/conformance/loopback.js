import https from 'node:https';
import net from 'node:net';

/**
 * Leads every HTTPS connection of this process, whatever host it names, to a demo org, whose certificate it
 * trusts. So clients run unchanged, under the production host names. For tests only.
 * @param {Pick<import('../server.js').Org, 'port' | 'certificate'>} org
 * @returns {() => void} undoes it
 */
export function connectThroughLoopback({ port, certificate }) {
  const before = https.globalAgent;
  const agent = new LoopbackAgent({ port, certificate });
  https.globalAgent = agent;
  return () => {
    https.globalAgent = before;
    agent.destroy();
  };
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
