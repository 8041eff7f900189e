import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';

/**
 * Salesforce takes PKCE verifiers of up to 128 random bytes, base64url-encoded: 171 characters, as jsforce sends
 * them. The core keeps to RFC 7636's 128 characters, so a longer verifier is checked here and exchanged, on both
 * sides, for its hash.
 * @param {import('../../http.js').Request} req of the token endpoint
 * @param {Buffer} body
 * @param {import('./storage.js').OAuthStorage} storage
 * @returns {import('../../http.js').Request} the same request, to be read again
 */
export function withCheckedVerifier(req, body, storage) {
  const form = new URLSearchParams(body.toString('utf8'));
  const verifier = form.get('code_verifier') ?? '';
  if (verifier.length > 128) {
    const short = s256(verifier);
    const code = storage.authorizationCode(form.get('code') ?? '');
    if (code?.codeChallenge === s256(verifier)) code.codeChallenge = s256(short);
    form.set('code_verifier', short);
  }
  const bytes = Buffer.from(form.toString());
  const again = Object.assign(Readable.from([bytes], { objectMode: false }), {
    method: req.method,
    url: req.url,
    headers: { ...req.headers, 'content-length': String(bytes.length) },
    socket: req.socket,
    httpVersionMajor: req.httpVersionMajor,
    httpVersionMinor: req.httpVersionMinor,
  });
  return /** @type {any} */ (again);
}

/** @param {string} text */
function s256(text) {
  return createHash('sha256').update(text).digest('base64url');
}
