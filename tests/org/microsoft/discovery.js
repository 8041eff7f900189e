import { createHash } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { TENANT, tenantOf } from './tenant.js';

const HOST = 'https://login.microsoftonline.com';
const ID_TOKEN_SECONDS = 3600;
const KEY_ID = 'demo-signing-key';

/** What clients find out about Entra by themselves, and the id tokens that its keys sign. */
export function createDiscovery() {
  const keys = generateKeyPair('RS256');

  return {
    /** @param {string} tenant the address's segment */
    openidConfiguration(tenant) {
      const kind = tenantOf(tenant);
      if (!kind) return undefined;
      // The shared endpoints say what stands for the tenant, to be filled in from the token's `tid`.
      const issuer = kind === 'acme' ? TENANT.id : '{tenantid}';
      const segment = kind === 'acme' ? TENANT.id : tenant;
      return {
        token_endpoint: `${HOST}/${segment}/oauth2/v2.0/token`,
        token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
        jwks_uri: `${HOST}/${segment}/discovery/v2.0/keys`,
        response_modes_supported: ['query', 'fragment', 'form_post'],
        subject_types_supported: ['pairwise'],
        id_token_signing_alg_values_supported: ['RS256'],
        response_types_supported: ['code'],
        scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
        issuer: `${HOST}/${issuer}/v2.0`,
        request_uri_parameter_supported: false,
        userinfo_endpoint: 'https://graph.microsoft.com/oidc/userinfo',
        authorization_endpoint: `${HOST}/${segment}/oauth2/v2.0/authorize`,
        end_session_endpoint: `${HOST}/${segment}/oauth2/v2.0/logout`,
        claims_supported: ['sub', 'iss', 'aud', 'exp', 'iat', 'nonce', 'preferred_username', 'name', 'tid', 'ver', 'email'],
        tenant_region_scope: kind === 'acme' ? 'EU' : null,
        cloud_instance_name: 'microsoftonline.com',
        cloud_graph_host_name: 'graph.windows.net',
        msgraph_host: 'graph.microsoft.com',
      };
    },

    /** Which hosts are one and the same Entra ("instance discovery"). */
    instances(/** @type {string} */ tenant) {
      return {
        tenant_discovery_endpoint: `${HOST}/${tenant}/v2.0/.well-known/openid-configuration`,
        'api-version': '1.1',
        metadata: [{
          preferred_network: 'login.microsoftonline.com',
          preferred_cache: 'login.windows.net',
          aliases: ['login.microsoftonline.com', 'login.windows.net', 'login.microsoft.com', 'sts.windows.net'],
        }],
      };
    },

    async jwks() {
      const { publicKey } = await keys;
      return { keys: [{ ...(await exportJWK(publicKey)), kid: KEY_ID, use: 'sig', alg: 'RS256', issuer: `${HOST}/{tenantid}/v2.0` }] };
    },

    /**
     * @param {import('./tokens.js').Grant} grant
     * @param {number} now milliseconds since the epoch
     */
    async idToken({ app, account, scopes, nonce }, now) {
      const { privateKey } = await keys;
      const at = Math.floor(now / 1000);
      return new SignJWT({
        ...(nonce ? { nonce } : {}),
        ...(scopes.includes('profile') ? { name: account.name, oid: account.oid, preferred_username: account.upn } : {}),
        ...(scopes.includes('email') ? { email: account.mail } : {}),
        tid: TENANT.id,
        ver: '2.0',
      })
        .setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid: KEY_ID })
        .setIssuer(`${HOST}/${TENANT.id}/v2.0`)
        .setAudience(app.id)
        .setSubject(pairwise(account.oid, app.id))
        .setIssuedAt(at)
        .setNotBefore(at)
        .setExpirationTime(at + ID_TOKEN_SECONDS)
        .sign(privateKey);
    },
  };
}

/**
 * Another subject for each application.
 * @param {string} oid
 * @param {string} appId
 */
function pairwise(oid, appId) {
  return createHash('sha256').update(`${oid} ${appId}`).digest('base64url');
}
