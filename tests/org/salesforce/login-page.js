import { escapeHtml } from '../http.js';

const STYLE = `
  body { margin: 0; font: 13px/1.5 system-ui, sans-serif; color: #181818; background: #f4f6f9; }
  main { width: 320px; margin: 9vh auto 0; padding: 28px 32px 32px; background: #fff; border: 1px solid #d8dde6; border-radius: 6px; }
  h1 { margin: 0 0 18px; font-size: 20px; font-weight: 400; text-align: center; }
  h2 { font-size: 16px; font-weight: 400; }
  label { display: block; margin: 12px 0 3px; color: #54698d; }
  input[type=text], input[type=email], input[type=password] { width: 100%; box-sizing: border-box; padding: 9px 10px; font: inherit; border: 1px solid #c9c7c5; border-radius: 4px; }
  .button { display: block; width: 100%; box-sizing: border-box; text-align: center; text-decoration: none; margin-top: 16px; padding: 9px; font: inherit; font-size: 14px; border: 1px solid #0070d2; border-radius: 4px; cursor: pointer; color: #0070d2; background: #fff; }
  .button.primary { color: #fff; background: #0070d2; }
  .error { padding: 8px 10px; border-left: 3px solid #c23934; background: #fdf3f2; color: #8e030f; }
  .row { display: flex; gap: 12px; } ul { padding-left: 20px; } .quiet { color: #54698d; }
`;

/** What the page says of a refused sign-in: Salesforce tells no more than this. */
export const WRONG = "Please check your username and password. If you still can't log in, contact your Salesforce administrator.";
export const RESTRICTED = 'Your login attempt has failed. The username or password may be incorrect, or your location or login time may be restricted. '
  + 'Contact the administrator at your company for help.';
export const SSO_FAILED = "We can't log you in because of an issue with single sign-on. Contact your Salesforce admin for help.";

/** @param {{ org: import('./orgs.js').OrgIdentity, startUrl: string, username: string, problem?: string, singleSignOn?: boolean }} view */
export function loginPage({ org, startUrl, username, problem, singleSignOn = false }) {
  return page('Login | Salesforce', `
    <h1>Acme</h1>
    ${org.sandbox ? `<p class="quiet">Sandbox: ${org.sandbox}</p>` : ''}
    ${problem ? `<div id="error" class="error" role="alert">${problem}</div>` : ''}
    <form name="login" id="login_form" method="post" action="/" accept-charset="UTF-8">
      <input type="hidden" name="startURL" value="${escapeHtml(startUrl)}">
      <label for="username">Username</label>
      <input type="email" id="username" name="username" value="${escapeHtml(username)}" autocomplete="username"${username ? '' : ' autofocus'}>
      <label for="password">Password</label>
      <input type="password" id="password" name="pw" autocomplete="current-password"${username ? ' autofocus' : ''}>
      <input class="button primary" type="submit" id="Login" name="Login" value="Log In">
    </form>
    ${singleSignOn ? `<p class="quiet">Or log in using:</p>
    <a class="button" id="sso" href="/saml/authn-request.jsp?${new URLSearchParams({ RelayState: startUrl })}">Acme</a>` : ''}`);
}

/** @param {{ app: string, user: string, permissions: string[], source: string }} view */
export function consentPage({ app, user, permissions, source }) {
  return page('Allow Access? | Salesforce', `
    <h1>Allow Access?</h1>
    <h2>${escapeHtml(app)} is asking to:</h2>
    <ul>${permissions.map((each) => `<li>${escapeHtml(each)}</li>`).join('')}</ul>
    <p>Do you want to allow access for ${escapeHtml(user)}? (<a href="/secur/logout.jsp?${new URLSearchParams({ startURL: `/setup/secur/RemoteAccessAuthorizationPage.apexp?source=${source}` })}">Not you?</a>)</p>
    <form id="editPage" method="post" action="/setup/secur/RemoteAccessAuthorizationPage.apexp">
      <input type="hidden" name="source" value="${escapeHtml(source)}">
      <div class="row">
        <input class="button" type="submit" id="oadeny" name="cancel" value=" Deny ">
        <input class="button primary" type="submit" id="oaapprove" name="save" value=" Allow ">
      </div>
    </form>
    <p class="quiet">To revoke access at any time, go to your personal settings.</p>`);
}

/** @param {{ error: string, description: string }} view */
export function remoteAccessErrorPage({ error, description }) {
  return page('OAuth Error | Salesforce', `
    <h1>OAuth Error</h1>
    <p class="error">We can't authorize you because of an OAuth error. For more information, contact your Salesforce administrator.</p>
    <p>${escapeHtml(error)} : ${escapeHtml(description)}</p>`);
}

/**
 * @param {string} title
 * @param {string} body
 */
function page(title, body) {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">`
    + `<title>${title}</title><style>${STYLE}</style></head><body><main>${body}</main></body></html>`;
}
