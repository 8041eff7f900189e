import { readForm, redirect, sendHtml } from '../../http.js';
import { consentPage } from '../login-page.js';
import { SCOPES } from './apps.js';
import { CONSENT_PATH } from './provider.js';
import { errorPageUrl } from './replies.js';

/**
 * Between the authorize request and the code: sign in, the org's policy for the app, Allow or Deny.
 * @param {import('../../server.js').Context} context
 * @param {ReturnType<typeof import('../login.js').createLogin>} login
 * @param {import('../sessions.js').Sessions} sessions
 * @param {import('./storage.js').OAuthStorage} storage
 * @param {import('./apps.js').Apps} apps
 * @param {import('oidc-provider').default} provider
 */
export function createConsent(context, login, sessions, storage, apps, provider) {
  const { settings } = context;
  /**
   * When a request that wants a fresh sign-in was sent to the login page, by interaction.
   * @type {Map<string, number>}
   */
  const sentToLogin = new Map();

  /** @type {(req: import('../../http.js').Request, res: import('../../http.js').Response) => Promise<void>} */
  return async function handle(req, res) {
    const interaction = await current(req, res);
    if (!interaction) return redirect(res, errorPageUrl('invalid_request', 'the authorization request has expired'));
    const { uid, params } = interaction;
    const asked = String(params.prompt ?? '').split(' ');
    const user = login.userOf(req);
    const again = asked.includes('login') || asked.includes('select_account');
    const stale = again && sessions.startedAt(req) < (sentToLogin.get(uid) ?? Infinity);
    if (!user || stale) {
      sentToLogin.set(uid, Date.now());
      return redirect(res, `/?${new URLSearchParams({
        ec: '302',
        startURL: `${CONSENT_PATH}?source=${uid}`,
        ...(stale ? { prompt: 'login' } : {}),
        ...(params.login_hint ? { un: String(params.login_hint) } : {}),
      })}`);
    }

    const refused = refusal(user, String(params.client_id));
    if (refused) return refused(req, res);

    const scopes = String(params.scope).split(' ').filter((scope) => scope in SCOPES);
    const approved = storage.hasGrant(user.id, String(params.client_id), scopes);
    const silent = settings.permittedUsers === 'preauthorized' || (approved && !asked.includes('consent'));
    if (req.method === 'POST') {
      const form = await readForm(req);
      if (!form.has('save')) return finish(req, res, { error: 'access_denied', error_description: 'end-user denied authorization' });
    } else if (!silent) {
      const app = await provider.Client.find(String(params.client_id));
      return sendHtml(res, 200, consentPage({
        app: app?.clientName ?? '', user: user.username, permissions: scopes.map((scope) => SCOPES[scope]), source: uid,
      }));
    }
    return grant(req, res, user.id, String(params.client_id), scopes);
  };

  /** @type {(req: import('../../http.js').Request, res: import('../../http.js').Response) => Promise<any>} */
  async function current(req, res) {
    try {
      return await provider.interactionDetails(req, res);
    } catch (error) {
      if (/** @type {Error} */ (error).name === 'SessionNotFound') return undefined;
      throw error;
    }
  }

  /**
   * The org's policy for the app, in the order in which Salesforce looks at it.
   * @param {import('../../data/users.js').User} user
   * @param {string} key of the app
   * @returns {((req: import('../../http.js').Request, res: import('../../http.js').Response) => Promise<void>) | undefined}
   */
  function refusal(user, key) {
    const back = (/** @type {string} */ error, /** @type {string} */ description) => (
      (/** @type {any} */ req, /** @type {any} */ res) => finish(req, res, { error, error_description: description }));
    if (settings.app === 'not-approved') {
      return async (_, res) => redirect(res, errorPageUrl('OAUTH_APPROVAL_ERROR_GENERIC', 'An unexpected error has occurred during authentication. Please try again.'));
    }
    if (settings.app === 'blocked') return back('OAUTH_APP_BLOCKED', 'this app is blocked by admin');
    if (!apps.permits(key, user.id)) {
      return back('OAUTH_APP_ACCESS_DENIED', 'user is not admin approved to access this app');
    }
    return undefined;
  }

  /** @type {(req: any, res: any, userId: string, clientId: string, scopes: string[]) => Promise<void>} */
  async function grant(req, res, userId, clientId, scopes) {
    const given = new provider.Grant({ accountId: userId, clientId });
    given.addOIDCScope(scopes.join(' '));
    return finish(req, res, { login: { accountId: userId }, consent: { grantId: await given.save() } });
  }

  /** @type {(req: any, res: any, result: any) => Promise<void>} */
  async function finish(req, res, result) {
    await provider.interactionFinished(req, res, result, { mergeWithLastSubmission: false });
  }
}
