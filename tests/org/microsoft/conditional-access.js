import { CLAIMS, EntraError } from './errors.js';

/**
 * Conditional Access for Graph, as the setting `microsoftConditionalAccess` orders it: none, `mfa`, `device` (no device
 * of the demo ever complies) or `blocked`.
 * @param {Record<string, any>} settings
 * @param {{ mfa: boolean }} session
 * @returns {EntraError | undefined} what the token endpoint says where the policy is not met
 */
export function denied({ microsoftConditionalAccess: policy }, { mfa }) {
  switch (policy) {
    case 'mfa':
      return mfa ? undefined : new EntraError(50076);
    case 'device':
      return new EntraError(53000);
    case 'blocked':
      return new EntraError(53003);
    default:
      return undefined;
  }
}

/**
 * Whether an authorization request answers the claims challenge. Only such a request makes the page ask for the
 * second factor; one that drops the challenge is let through, and its token refused again.
 * @param {{ claims: string | null }} request
 */
export function answersChallenge({ claims }) {
  if (!claims) return false;
  const [policy] = JSON.parse(CLAIMS).access_token.capolids.values;
  return JSON.parse(claims)?.access_token?.capolids?.values?.includes(policy) ?? false;
}
