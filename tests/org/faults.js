/**
 * Faults ordered through the control API, each for the next matching requests.
 * @typedef {{ kind: 'latency', ms: number }
 *   | { kind: 'status', status: number, headers?: Record<string, string>, body?: string }
 *   | { kind: 'error', code: string }
 *   | { kind: 'cut', when: 'before' | 'after', reused?: boolean }
 *   | { kind: 'hold' }} Fault
 *   `reused`: the cut may come on a kept-alive connection, see `cutPending`
 * @typedef {{ host?: string, method?: string, path?: string, skip?: number, times?: number, fault: Fault }} FaultOrder
 *   `path` is a prefix; `skip` lets that many matching requests through first; `times` defaults to 1
 */

const KINDS = ['latency', 'status', 'error', 'cut', 'hold'];

export class Faults {
  /** @type {{ order: FaultOrder, skip: number, left: number }[]} */
  #orders = [];
  /** @type {(() => void)[]} */
  #held = [];

  /** Called when a cut is ordered. */
  onCut = () => {};

  /** @param {FaultOrder} order */
  add(order) {
    if (!KINDS.includes(order?.fault?.kind)) {
      throw new TypeError(`fault.kind must be one of ${KINDS.join(', ')}`);
    }
    if (order.fault.kind === 'cut' && !['before', 'after'].includes(order.fault.when)) {
      throw new TypeError('fault.when must be "before" or "after"');
    }
    this.#orders.push({ order, skip: order.skip ?? 0, left: order.times ?? 1 });
    if (isFreshCut(order.fault)) this.onCut();
  }

  /**
   * Whether a cut is still to come. Until then no connection may be used twice: a browser sends a request again
   * by itself, a POST too, when a kept-alive connection dies before the answer begins, and the cut would not be seen.
   * (A cut with `reused` is there to see just that.)
   */
  get cutPending() {
    return this.#orders.some(({ order, left }) => isFreshCut(order.fault) && left > 0);
  }

  /**
   * The fault for this request, if one is due. Counts the request.
   * @param {{ host: string, method: string, path: string }} request
   * @returns {Fault | undefined}
   */
  take({ host, method, path }) {
    for (const entry of this.#orders) {
      const { order } = entry;
      if (entry.left === 0) continue;
      if (order.host && order.host !== host) continue;
      if (order.method && order.method !== method) continue;
      if (order.path && !path.startsWith(order.path)) continue;
      if (entry.skip > 0) {
        entry.skip -= 1;
        continue;
      }
      entry.left -= 1;
      return order.fault;
    }
    return undefined;
  }

  /** Resolves when the held requests are released. */
  hold() {
    return /** @type {Promise<void>} */ (new Promise((resolve) => { this.#held.push(resolve); }));
  }

  /** Forgets every order and lets the held requests go on. */
  clear() {
    this.#orders = [];
    for (const release of this.#held.splice(0)) release();
  }
}

/** @param {Fault} fault */
function isFreshCut(fault) {
  return fault.kind === 'cut' && !fault.reused;
}

/**
 * From now on nothing reaches the client: whatever the product answers, the connection dies
 * when the answer is complete, so the write has taken effect and the client cannot know.
 * @param {import('node:http').ServerResponse} res
 */
export function cutAfter(res) {
  const silent = /** @type {any} */ (res);
  silent.flushHeaders = () => {};
  silent.write = () => true;
  silent.end = () => {
    res.socket?.destroy();
    return res;
  };
}
