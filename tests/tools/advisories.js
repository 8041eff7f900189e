// Known vulnerabilities in what the product is made from, asked of OSV (osv.dev), which
// carries the RustSec and the GitHub advisories. When it cannot be reached, it says so and
// passes, for a test run must not need the internet; with --answered it fails: nothing is packed
// for a store that nobody could look up.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { linkedCrates } from './dependencies.js';
import { ROOT } from './package-files.js';

const OSV = 'https://api.osv.dev';
const PATIENCE_MS = 10_000;

/** Advisories that do not concern us, with the reason. */
const IGNORED = new Map([]);

/**
 * @typedef {{ ecosystem: 'crates.io' | 'npm', name: string, version: string }} Package
 * @typedef {{ id: string, summary?: string,
 *   affected?: { package?: { name: string }, database_specific?: { informational?: string } }[] }} Advisory
 */

class Unreachable extends Error {}

if (process.argv[1] === import.meta.filename) {
  const packages = [...(await crates()), ...(await npmPackages())];
  const { lines, passed } = await report(packages, OSV, process.argv.includes('--answered'));
  for (const line of lines) console.error(line);
  if (!passed) process.exitCode = 1;
}

/**
 * What there is to say, and whether that is good enough.
 * @param {Package[]} packages @param {string} base as in {@link advisories} @param {boolean} answered whether no answer is a failure
 * @returns {Promise<{ lines: string[], passed: boolean }>}
 */
export async function report(packages, base, answered) {
  try {
    const { vulnerabilities, notes } = await advisories(packages, base);
    const sum = `${packages.length} shipped packages: ${vulnerabilities.length} vulnerabilities, ${notes.length} notes`;
    return { lines: [...notes, ...vulnerabilities, sum], passed: vulnerabilities.length === 0 };
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    const lines = [`${answered ? 'FAILED' : 'SKIPPED'}: the advisory database at ${base} cannot be reached (${error.message})`];
    return { lines, passed: !answered };
  }
}

/**
 * What is known about `packages`: vulnerabilities, and notes such as "unmaintained".
 * @param {Package[]} packages
 * @param {string} base address of an OSV server
 * @returns {Promise<{ vulnerabilities: string[], notes: string[] }>}
 */
export async function advisories(packages, base) {
  const queries = packages.map(({ ecosystem, name, version }) => ({ package: { ecosystem, name }, version }));
  const { results } = await ask(`${base}/v1/querybatch`, { queries });
  /** @type {string[]} */
  const vulnerabilities = [];
  /** @type {string[]} */
  const notes = [];
  for (const [at, { vulns = [] }] of results.entries()) {
    const { name, version } = packages[at];
    for (const { id } of vulns) {
      if (IGNORED.has(id)) continue;
      const advisory = /** @type {Advisory} */ (await ask(`${base}/v1/vulns/${id}`));
      const informational = advisory.affected?.find((each) => each.package?.name === name)?.database_specific?.informational;
      const line = `${name} ${version}: ${id} ${informational ?? 'vulnerable'}: ${advisory.summary ?? ''}`;
      (informational ? notes : vulnerabilities).push(line);
    }
  }
  return { vulnerabilities, notes };
}

/** @param {string} url @param {object} [body] */
async function ask(url, body) {
  const options = body ? { method: 'POST', body: JSON.stringify(body) } : {};
  const response = await fetch(url, { ...options, signal: AbortSignal.timeout(PATIENCE_MS) }).catch((error) => {
    throw new Unreachable(error.cause?.code ?? error.name);
  });
  if (!response.ok) throw new Unreachable(`status ${response.status}`);
  return response.json();
}

/** @returns {Promise<Package[]>} */
async function crates() {
  return (await linkedCrates()).map((crate) => {
    const [name, version] = crate.split(' ');
    return { ecosystem: 'crates.io', name, version };
  });
}

/** @returns {Promise<Package[]>} */
async function npmPackages() {
  const { packages } = JSON.parse(await readFile(join(ROOT, 'extension/package-lock.json'), 'utf8'));
  return Object.entries(packages)
    .filter(([path, entry]) => path !== '' && !entry.dev)
    .map(([path, { version }]) => ({ ecosystem: 'npm', name: path.replace(/^.*node_modules\//, ''), version }));
}
