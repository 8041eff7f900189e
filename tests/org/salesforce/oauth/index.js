import { readBody, readForm, redirect, sendHtml, sendJson, urlOf } from '../../http.js';
import { recordLogin } from '../login-history.js';
import { remoteAccessErrorPage } from '../login-page.js';
import { Apps } from './apps.js';
import { createConsent } from './consent.js';
import { CONSENT_PATH, createProvider } from './provider.js';
import { errorPageUrl, identityUrl } from './replies.js';
import { OAuthStorage } from './storage.js';
import { withCheckedVerifier } from './verifier.js';

/** Approvals that a user has of one app (Salesforce Help, "Manage OAuth Access Policies"). */
const MOST_APPROVALS = 5;

/**
 * OAuth at /services/oauth2, the consent page and the identity resources.
 * @param {import('../../server.js').Context} context
 * @param {ReturnType<typeof import('../login.js').createLogin>} login
 * @param {import('../sessions.js').Sessions} sessions
 */
export function createOAuth(context, login, sessions) {
  const { org } = context;
  const apps = new Apps(context);
  const storage = new OAuthStorage(context.clock, apps);
  const provider = createProvider(context, storage, apps);
  const core = provider.callback();
  const consent = createConsent(context, login, sessions, storage, apps, provider);


  return { handle, userOfToken, storage, apps, approvals: () => storage.approvals(), allApps: () => apps.all() };

  /**
   * @param {import('../../http.js').Request} req
   * @param {import('../../http.js').Response} res
   * @returns {Promise<void>}
   */
  async function handle(req, res) {
    const url = urlOf(req);
    switch (url.pathname) {
      case CONSENT_PATH:
        return consent(req, res);
      case '/setup/secur/RemoteAccessErrorPage.apexp':
        return sendHtml(res, 200, remoteAccessErrorPage({
          error: url.searchParams.get('error') ?? '', description: url.searchParams.get('error_description') ?? '',
        }));
      case '/services/oauth2/authorize':
        return authorize(req, res, url);
      case '/services/oauth2/userinfo':
        return userinfo(req, res);
      case '/services/oauth2/token':
        return token(req, res);
      case '/services/oauth2/revoke':
        return revoke(req, res, url);
      default:
        if (url.pathname.startsWith(`/id/${org.id}/`)) return userinfo(req, res);
        return core(req, res);
    }
  }

  /**
   * Whose access token the request carries.
   * @param {import('../../http.js').Request} req
   * @returns {Promise<{ user: import('../../data/users.js').User, scopes: Set<string>, app: string } | undefined>}
   */
  async function userOfToken(req) {
    const value = /^(?:Bearer|OAuth) (.+)$/i.exec(req.headers.authorization ?? '')?.[1];
    const token = value && await provider.AccessToken.find(value);
    const user = token && context.users.find((each) => each.id === token.accountId && each.active && each.loginRestriction === 'none');
    if (!user || !apps.permits(token.clientId ?? '', user.id)) return undefined;
    req.account = user.username;
    return { user, scopes: token.scopes, app: apps.nameOf(token.clientId ?? '') };
  }

  /** @type {(req: any, res: any, url: URL) => Promise<void>} */
  async function authorize(req, res, url) {
    if (url.hostname !== org.myDomain) {
      return redirect(res, errorPageUrl('OAUTH_EC_APP_NOT_FOUND', 'External client app is not installed in this org'));
    }
    if (context.settings.app === 'not-installed') {
      return redirect(res, errorPageUrl('invalid_client', 'app must be installed into org'));
    }
    const app = apps.of(url.searchParams.get('client_id'));
    const unknown = app && (url.searchParams.get('scope') ?? '').split(' ').find((scope) => scope && !app.scopes.includes(scope));
    if (unknown !== undefined) return refuse(req, res, url, 'invalid_scope', 'the requested scope is not allowed');
    if (url.searchParams.get('immediate') === 'true' && !silentlyPossible(req, url)) {
      return refuse(req, res, url, 'immediate_unsuccessful', 'not signed in, or not approved yet');
    }
    return core(req, res);
  }

  /**
   * Back to the client with an error; the core deals with a client or address that it does not know.
   * @type {(req: any, res: any, url: URL, error: string, description: string) => Promise<void>}
   */
  async function refuse(req, res, url, error, description) {
    const client = await provider.Client.find(url.searchParams.get('client_id') ?? '');
    const target = url.searchParams.get('redirect_uri') ?? '';
    if (!client?.redirectUriAllowed(target)) return core(req, res);
    const state = url.searchParams.get('state');
    return redirect(res, `${target}?${new URLSearchParams({ error, error_description: description, ...(state ? { state } : {}) })}`);
  }

  /** @type {(req: any, res: any) => Promise<void>} */
  async function token(req, res) {
    const body = await readBody(req);
    const form = new URLSearchParams(body.toString('utf8'));
    const refused = await tokenRefusal(form);
    if (refused) return sendJson(res, 400, { error: refused[0], error_description: refused[1] });
    const again = withCheckedVerifier(req, body, storage);
    // The core would answer a client that accepts HTML with a page.
    again.headers.accept = 'application/json';
    // Salesforce answers whatever the Origin, and lets no foreign page read it; the core would refuse.
    delete again.headers.origin;
    await core(again, res);
    req.account = again.account;
    if (req.account && form.get('grant_type') === 'authorization_code') {
      recordLogin(context, req, { username: req.account, app: apps.nameOf(form.get('client_id') ?? '') });
      endOldest(form.get('client_id') ?? '', req.account);
    }
  }

  /**
   * Five approvals of one app are the most that a user has: one more ends the oldest.
   * @type {(key: string, username: string) => void}
   */
  function endOldest(key, username) {
    const userId = context.users.find((each) => each.username === username)?.id;
    const held = storage.approvals().filter((each) => each.userId === userId && each.key === key);
    for (const { grantId } of held.slice(0, Math.max(0, held.length - MOST_APPROVALS))) storage.revokeGrant(grantId);
  }

  /**
   * What the org and the app's settings refuse, whatever the code or token: error and its description.
   * @type {(form: URLSearchParams) => Promise<[string, string] | undefined>}
   */
  async function tokenRefusal(form) {
    if (context.settings.app !== 'ok') return ['app_blocked', 'this app is blocked by admin'];
    const app = apps.of(form.get('client_id'));
    const refreshes = form.get('grant_type') === 'refresh_token';
    if (app && !form.has('client_secret') && (refreshes ? app.secretForRefresh : app.secretForWebServer)) {
      return ['invalid_client', 'invalid client credentials'];
    }
    const token = refreshes ? await provider.RefreshToken.find(form.get('refresh_token') ?? '') : await provider.AuthorizationCode.find(form.get('code') ?? '');
    const user = context.users.find(({ id }) => id === token?.accountId);
    if (user && user.loginRestriction !== 'none') return ['invalid_grant', 'ip restricted or invalid login hours'];
    if (app && token?.accountId && !apps.permits(app.key, token.accountId)) {
      return ['invalid_app_access', 'user is not admin approved to access this app'];
    }
    return undefined;
  }

  /** @type {(req: any, url: URL) => boolean} */
  function silentlyPossible(req, url) {
    const user = login.userOf(req);
    if (!user) return false;
    const scopes = (url.searchParams.get('scope') ?? '').split(' ').filter(Boolean);
    return context.settings.permittedUsers === 'preauthorized'
      || storage.hasGrant(user.id, url.searchParams.get('client_id') ?? '', scopes);
  }

  /** @type {(req: any, res: any) => Promise<void>} */
  async function userinfo(req, res) {
    const found = await userOfToken(req);
    if (!found) return sendText(res, 403, req.headers.authorization ? 'Bad_OAuth_Token' : 'Missing_OAuth_Token');
    const { user, scopes } = found;
    if (!['openid', 'id', 'api'].some((scope) => scopes.has(scope))) return sendText(res, 403, 'Wrong_Scope');
    return sendJson(res, 200, profileOf(user));
  }

  /** @type {(req: any, res: any, url: URL) => Promise<void>} */
  async function revoke(req, res, url) {
    const form = req.method === 'POST' ? await readForm(req) : url.searchParams;
    const value = form.get('token') ?? '';
    const refresh = await provider.RefreshToken.find(value);
    const access = await provider.AccessToken.find(value);
    const shown = storage.approvals().find(({ deleteToken }) => deleteToken === value);
    if (shown) {
      storage.revokeGrant(shown.grantId);
      return void res.writeHead(200, { 'Content-Type': 'application/json;charset=UTF-8' }).end();
    }
    if (!refresh && !access) {
      return sendJson(res, 400, { error: 'unsupported_token_type', error_description: 'this token type is not supported' });
    }
    req.account = context.users.find((user) => user.id === (refresh ?? access)?.accountId)?.username;
    // A revoked refresh token takes its access tokens and the user's approval with it.
    if (refresh) storage.revokeGrant(refresh.grantId ?? '');
    else await access?.destroy();
    res.writeHead(200, { 'Content-Type': 'application/json;charset=UTF-8' });
    res.end();
  }

  /** @param {import('../../data/users.js').User} user */
  function profileOf(user) {
    const row = context.data.get(user.id) ?? {};
    const base = `https://${org.myDomain}`;
    return {
      sub: identityUrl(org, user.id),
      id: identityUrl(org, user.id),
      asserted_user: true,
      user_id: user.id,
      organization_id: org.id,
      preferred_username: user.username,
      username: user.username,
      nickname: row.CommunityNickname,
      display_name: user.name,
      name: user.name,
      email: user.email,
      email_verified: true,
      given_name: user.firstName,
      first_name: user.firstName,
      family_name: user.lastName,
      last_name: user.lastName,
      zoneinfo: user.timeZone,
      timezone: user.timeZone,
      photos: { picture: row.FullPhotoUrl, thumbnail: row.SmallPhotoUrl },
      profile: `${base}/${user.id}`,
      picture: row.FullPhotoUrl,
      address: {},
      is_salesforce_integration_user: false,
      urls: {
        rest: `${base}/services/data/v{version}/`,
        sobjects: `${base}/services/data/v{version}/sobjects/`,
        search: `${base}/services/data/v{version}/search/`,
        query: `${base}/services/data/v{version}/query/`,
        recent: `${base}/services/data/v{version}/recent/`,
        profile: `${base}/${user.id}`,
        custom_domain: base,
      },
      active: user.active,
      user_type: 'STANDARD',
      language: user.language,
      locale: 'en_US',
      utcOffset: 0,
      updated_at: String(row.LastModifiedDate ?? '').replace('+0000', 'Z'),
    };
  }
}

/** @type {(res: import('../../http.js').Response, status: number, text: string) => void} */
function sendText(res, status, text) {
  res.writeHead(status, { 'Content-Type': 'text/plain;charset=UTF-8' });
  res.end(text);
}
