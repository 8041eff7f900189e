// Serves an assembled extension over HTTP, with the Content Security Policy of its manifest: what
// the policy refuses in Chrome, it refuses here.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

/** @type {Record<string, string>} */
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.png': 'image/png',
};

/**
 * @param {string} folder an assembled extension, as in dist/unpacked
 * @returns {Promise<{ origin: string, close: () => void }>}
 */
export async function serve(folder) {
  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
  const policy = manifest.content_security_policy.extension_pages;
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    try {
      const body = await readFile(join(folder, normalize(pathname)));
      const type = TYPES[extname(pathname)] ?? 'application/octet-stream';
      // A browser may keep what does not change while it runs.
      const headers = { 'content-type': type, 'content-security-policy': policy, 'cache-control': 'max-age=3600' };
      response.writeHead(200, headers).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { origin: `http://127.0.0.1:${port}`, close: () => void server.close() };
}
