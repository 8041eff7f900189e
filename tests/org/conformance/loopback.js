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
    // @ts-expect-error Node.js documents createConnection for agents; its type is declared on http.Agent only.
    return super.createConnection({ ...options, host: '127.0.0.1', port: this.#org.port, servername }, done);
  }
}
