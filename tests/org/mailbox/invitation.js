import { ACME } from '../salesforce/orgs.js';

const FORTNIGHT_SECONDS = 14 * 24 * 3600;

/**
 * The link behind Get started: a path of the org's My Domain host that anyone may read, with org, invitee and the key
 * for the org's own sign-in page in the fragment, which no server sees.
 * @param {{ to: string, now: number, org?: import('../salesforce/orgs.js').OrgIdentity }} invitation `to` is the invited address, `now` in milliseconds
 * @returns {string}
 */
export function invitationLink({ to, now, org = ACME }) {
  const setUp = {
    v: 2,
    org: org.myDomain,
    consumerKey: org.consumerKey,
    to,
    expires: Math.floor(now / 1000) + FORTNIGHT_SECONDS,
  };
  const encoded = Buffer.from(JSON.stringify(setUp), 'utf8').toString('base64url');
  return `https://${org.myDomain}/.well-known/openid-configuration#msi=${encoded}`;
}
