import { generateKeyPairSync, randomBytes } from 'node:crypto';
import Provider from 'oidc-provider';
import { SCOPES } from './apps.js';
import { errorPageUrl, identityUrl, pageError, tokenError, tokenReply } from './replies.js';

export const CONSENT_PATH = '/setup/secur/RemoteAccessAuthorizationPage.apexp';
const AUTHORIZE = '/services/oauth2/authorize';
const TOKEN = '/services/oauth2/token';
const LONG = 365 * 86_400;

/** Signs ID tokens; making one takes a while. */
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

/**
 * The OAuth core: oidc-provider, a certified server, in Salesforce's clothes.
 * @param {import('../../server.js').Context} context
 * @param {import('./storage.js').OAuthStorage} storage
 * @param {import('./apps.js').Apps} apps
 */
export function createProvider(context, storage, apps) {
  const { settings, users, org } = context;
  const provider = new Provider(`https://${org.myDomain}`, {
    adapter: storage.adapter,
    jwks: { keys: [/** @type {any} */ ({ ...privateKey.export({ format: 'jwk' }), kid: '264', use: 'sig', alg: 'RS256' })] },
    cookies: {
      keys: [randomBytes(24).toString('base64url')],
      names: { session: 'oauth_session', interaction: 'oauth_interaction', resume: 'oauth_resume' },
    },
    clientAuthMethods: ['none', 'client_secret_post', 'client_secret_basic'],
    responseTypes: ['code'],
    scopes: Object.keys(SCOPES),
    claims: {
      openid: ['sub', 'user_id', 'organization_id'],
      profile: ['name', 'preferred_username', 'given_name', 'family_name', 'zoneinfo', 'locale'],
      email: ['email', 'email_verified'],
    },
    pkce: { required: (_, client) => apps.of(client.clientId)?.pkce ?? true },
    routes: {
      authorization: AUTHORIZE,
      token: TOKEN,
      introspection: '/services/oauth2/introspect',
      revocation: '/services/oauth2/revoke',
      userinfo: '/services/oauth2/userinfo',
      jwks: '/id/keys',
    },
    features: {
      devInteractions: { enabled: false },
      introspection: { enabled: true },
      revocation: { enabled: true },
      rpInitiatedLogout: { enabled: false },
    },
    interactions: { url: (_, interaction) => `${CONSENT_PATH}?${new URLSearchParams({ source: interaction.uid })}` },
    findAccount: (_, id) => {
      const user = users.find((each) => each.id === id && each.active);
      return user && { accountId: id, claims: () => claimsOf(org, user) };
    },
    // Salesforce asks for the refresh_token scope where OpenID Connect would ask for offline_access.
    issueRefreshToken: async (_, client, code) => client.grantTypeAllowed('refresh_token') && code.scopes.has('refresh_token'),
    rotateRefreshToken: (ctx) => apps.of(ctx.oidc.client?.clientId)?.rotation ?? true,
    expiresWithSession: async () => false,
    ttl: {
      AccessToken: () => settings.salesforceAccessTokenSeconds,
      AuthorizationCode: () => settings.salesforceCodeSeconds,
      IdToken: 120,
      RefreshToken: LONG,
      Grant: LONG,
      Interaction: 3600,
      Session: 3600,
    },
    renderError: async (ctx, out) => {
      const { error, description } = pageError(/** @type {any} */ (out));
      ctx.redirect(errorPageUrl(error, description));
    },
  });

  /** @type {{ generateTokenId(): string }} */
  const tokens = /** @type {any} */ (provider.AccessToken.prototype);
  const { generateTokenId } = tokens;
  // A Salesforce access token names its org.
  tokens.generateTokenId = function withOrg() { return `${org.id.slice(0, 15)}!${generateTokenId.call(this)}`; };
  provider.use((ctx, next) => inSalesforceShape(context, apps, ctx, next));
  provider.on('grant.error', (ctx, error) => {
    ctx.body = tokenError(/** @type {any} */ (error), /** @type {any} */ (ctx.oidc.params)?.grant_type);
    ctx.status = 400;
  });
  provider.on('server_error', (ctx, error) => console.error(`demo org: ${ctx.method} ${ctx.path}`, error));
  return provider;
}

/**
 * @param {import('../../server.js').Context} context
 * @param {import('./apps.js').Apps} apps
 * @param {any} ctx Koa's
 * @param {() => Promise<void>} next
 */
async function inSalesforceShape({ clock, users, org }, apps, ctx, next) {
  if (ctx.path === AUTHORIZE) {
    // Who is signed in is the page session's business alone (consent.js), so the core must always ask.
    ctx.req.headers.cookie = (ctx.req.headers.cookie ?? '').replace(/oauth_session[^;]*;?\s*/g, '');
    // Without a scope, Salesforce grants all that the app may have,
    // and without a method a challenge is S256, the only one it knows.
    const { scopes = Object.keys(SCOPES) } = apps.of(ctx.query.client_id) ?? {};
    ctx.query = { scope: scopes.join(' '), ...(ctx.query.code_challenge ? { code_challenge_method: 'S256' } : {}), ...ctx.query };
  }
  await next();
  const location = ctx.response.get('Location');
  if (location && /[?&]iss=/.test(location)) {
    const url = new URL(location);
    url.searchParams.delete('iss');
    ctx.set('Location', url.href);
  }
  if (ctx.path === TOKEN && ctx.status === 200) {
    const { accountId } = ctx.oidc.account;
    ctx.req.account = users.find((user) => user.id === accountId)?.username;
    ctx.body = tokenReply(org, ctx.body, accountId, clock.now());
  }
}

/** @type {(org: import('../orgs.js').OrgIdentity, user: import('../../data/users.js').User) => import('oidc-provider').AccountClaims} */
function claimsOf(org, user) {
  return {
    sub: identityUrl(org, user.id),
    user_id: user.id,
    organization_id: org.id,
    name: user.name,
    preferred_username: user.username,
    given_name: user.firstName,
    family_name: user.lastName,
    zoneinfo: user.timeZone,
    locale: 'en_US',
    email: user.email,
    email_verified: true,
  };
}
