import { createHash, X509Certificate } from 'node:crypto';
import { generate } from 'selfsigned';

const NAMES = [
  'acme.my.salesforce.com', '*.my.salesforce.com', '*.salesforce.com',
  // A wildcard stands for one label.
  '*.sandbox.my.salesforce.com', '*.develop.my.salesforce.com', '*.sandbox.lightning.force.com', '*.develop.lightning.force.com',
  '*.vf.force.com', '*.sandbox.vf.force.com', '*.develop.vf.force.com',
  'acme.lightning.force.com', '*.lightning.force.com', '*.force.com',
  'accounts.google.com', '*.google.com', '*.googleapis.com',
  'login.microsoftonline.com', 'graph.microsoft.com', 'outlook.office.com',
  'mail.example', 'sso.acme.example', '*.chromiumapp.org',
];

/**
 * A fresh certificate for the production host names. Nothing trusts it: Chromium is told
 * its public key by `--ignore-certificate-errors-spki-list`, Node clients get it as their CA.
 * @returns {Promise<{ key: string, cert: string, spki: string }>} PEM, and base64(sha256(SPKI DER))
 */
export async function createCertificate() {
  const pems = await generate([{ name: 'commonName', value: 'MSI Actions demo org' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'keyUsage', digitalSignature: true, keyCertSign: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          ...NAMES.map((value) => ({ type: /** @type {const} */ (2), value })),
          { type: /** @type {const} */ (7), ip: '127.0.0.1' },
        ],
      },
    ],
  });
  const publicKey = new X509Certificate(pems.cert).publicKey.export({ type: 'spki', format: 'der' });
  return {
    key: pems.private,
    cert: pems.cert,
    spki: createHash('sha256').update(publicKey).digest('base64'),
  };
}
