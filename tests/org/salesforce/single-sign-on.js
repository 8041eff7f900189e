import { randomBytes } from 'node:crypto';
import { SSO_HOST, consumerOf } from '../sso/index.js';
import { decode, encode, isSigned, sendPostingPage } from '../sso/saml.js';

/**
 * Salesforce's side of single sign-on: sends the browser to the identity provider by a posted form, and takes what comes back.
 * @param {import('../server.js').Context} context
 */
export function createSingleSignOn({ org, clock }) {
  /** Requests that wait for their answer. @type {Set<string>} */
  const waiting = new Set();
  return { begin, take, reset: () => waiting.clear() };

  /** @type {(res: import('../http.js').Response, startUrl: string) => void} */
  function begin(res, startUrl) {
    const id = `_${randomBytes(16).toString('hex')}`;
    waiting.add(id);
    const request = encode({ Id: id, Issuer: `https://${org.myDomain}`, AssertionConsumerService: consumerOf(org) });
    sendPostingPage(res, `https://${SSO_HOST}/saml/sso`, { SAMLRequest: request, RelayState: startUrl });
  }

  /**
   * @param {URLSearchParams} form
   * @returns {string | undefined} the federation id of who signed in; undefined when the assertion is not good
   */
  function take(form) {
    const response = decode(form.get('SAMLResponse'));
    const fits = isSigned(response) && response.Audience === `https://${org.myDomain}` && Number(response.NotOnOrAfter) > clock.now();
    return fits && waiting.delete(response.InResponseTo) ? response.NameID : undefined;
  }
}
