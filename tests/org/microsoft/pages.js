import { html, Html } from '../pages/html.js';
import { signInPage } from '../pages/sign-in-page.js';
import { PASSWORD } from '../data/users.js';
import { described } from './scopes.js';
import { TENANT } from './tenant.js';

/**
 * The pages of login.microsoftonline.com in Entra's order, with its ids and names where tests and password
 * managers hold on to them.
 * @typedef {import('./sessions.js').Flow} Flow
 * @typedef {import('./accounts.js').Account} Account
 * @typedef {import('./errors.js').EntraError} EntraError
 */

/** @param {{ flow: Flow, hint: string, problem?: string }} view */
export function identifierPage({ flow, hint, problem }) {
  return page('Sign in to your account', html`
    <h1>Sign in</h1>
    <p>to continue to <strong>${flow.request.app.name}</strong></p>
    <form method="post" action="/common/login?flow=${flow.id}" novalidate>
      <label for="i0116">Email or phone</label>
      <input id="i0116" name="loginfmt" type="email" value="${hint}" autocomplete="username" autofocus
        ${problem && html`aria-invalid="true" aria-describedby="usernameError"`}>
      ${problem && html`<p id="usernameError" class="problem">${problem}</p>`}
      ${actions(html`<button id="idBtn_Back" name="answer" value="back">Back</button>`, 'Next')}
    </form>`);
}

/** @param {{ flow: Flow, problem?: string }} view */
export function passwordPage({ flow, problem }) {
  return page('Sign in to your account', html`
    <p class="account">${flow.identified?.upn}</p>
    <h1>Enter password</h1>
    <form method="post">
      <input type="text" name="loginfmt" value="${flow.identified?.upn}" autocomplete="username" readonly hidden>
      <label for="i0118">Password</label>
      <input id="i0118" name="passwd" type="password" autocomplete="current-password" autofocus
        ${problem && html`aria-invalid="true" aria-describedby="passwordError"`}>
      ${problem && html`<p id="passwordError" class="problem">${problem}</p>`}
      <p class="hint">The demo’s password is <code>${PASSWORD}</code></p>
      ${actions(null, 'Sign in')}
    </form>`);
}

/** @param {{ flow: Flow, accounts: Account[] }} view */
export function pickerPage({ flow, accounts }) {
  return page('Sign in to your account', html`
    <h1>Pick an account</h1>
    <p>to continue to <strong>${flow.request.app.name}</strong></p>
    <form method="post">
      <ul class="accounts">
        ${accounts.map(({ upn, name }) => html`
        <li><button name="account" value="${upn}" data-test-id="${upn}"><strong>${name}</strong><span>${upn}</span></button></li>`)}
        <li><button id="otherTile" name="account" value="">Use another account</button></li>
      </ul>
    </form>`);
}

/** @param {{ flow: Flow }} view */
export function stayPage({ flow }) {
  return page('Stay signed in?', html`
    <p class="account">${flow.account?.upn}</p>
    <h1>Stay signed in?</h1>
    <p>Do this to reduce the number of times you are asked to sign in.</p>
    <form method="post">
      ${actions(html`<button id="idBtn_Back" name="answer" value="no">No</button>`, 'Yes', 'yes')}
    </form>`);
}

/** @param {{ flow: Flow }} view */
export function mfaPage({ flow }) {
  return page('Verify your identity', html`
    <p class="account">${flow.account?.upn}</p>
    <h1>Approve sign in request</h1>
    <p>Your organization asks for more than a password. The demo has no phone: the button stands for the approval on it.</p>
    <form method="post">${actions(null, 'Approve')}</form>`);
}

/** @param {{ flow: Flow, account: Account }} view */
export function consentPage({ flow, account }) {
  const { app, kind, scopes } = flow.request;
  const forEveryone = kind === 'admin-consent';
  return page('Permissions requested', html`
    <p class="account">${account.upn}</p>
    <h1>Permissions requested</h1>
    <p><strong>${app.name}</strong>${forEveryone ? ` Review for your organization ${TENANT.name}` : ''}</p>
    <form method="post">
      <p>This app would like to:</p>
      <ul class="scopes">
        ${described(scopes.names).map(([title, text]) => html`
        <li><details><summary>${title}</summary><p>${text}</p></details></li>`)}
      </ul>
      ${account.admin && !forEveryone && html`
      <p><label><input type="checkbox" name="everyone" value="true"> Consent on behalf of your organization</label></p>`}
      <p class="hint">Accepting these permissions means that you allow this app to use your data as specified in its terms of service and
        privacy statement. You can change these permissions at My Apps.</p>
      ${actions(html`<button id="idBtn_Back" name="answer" value="cancel">Cancel</button>`, 'Accept', 'accept')}
    </form>`);
}

/** Where users may not consent by themselves. Nothing goes back to the application from here by itself. @param {{ flow: Flow, error: EntraError }} view */
export function approvalPage({ flow, error }) {
  const { app } = flow.request;
  return page('Need admin approval', html`
    <p class="account">${flow.account?.upn}</p>
    <h1>Need admin approval</h1>
    <p><strong>${app.name}</strong></p>
    <p>${app.name} needs permission to access resources in your organization that only an admin can grant. Please ask an admin to grant
      permission to this app before you can use it.</p>
    <form method="post" class="links">
      <p><button name="answer" value="other">Have an admin account? Sign in with that account</button></p>
      <p><button name="answer" value="return">Return to the application without granting consent</button></p>
    </form>
    <p class="hint">${error.message.split(':')[0]}</p>`);
}

/** @param {{ flow: Flow, error: EntraError }} view */
export function blockedPage({ flow, error }) {
  return page('Sign in to your account', html`
    <p class="account">${flow.account?.upn}</p>
    <h1>You cannot access this right now</h1>
    <p>Your sign-in was successful but does not meet the criteria to access this resource. For example, you might be signing in from a
      browser, app, or location that is restricted by your admin.</p>
    <p class="hint">Error Code: ${error.code}. App name: ${flow.request.app.name}</p>`);
}

/** @param {EntraError} error */
export function errorPage(error) {
  return page('Sign in to your account', html`
    <h1>Sign in</h1>
    <p>Sorry, but we’re having trouble signing you in.</p>
    <p class="problem">${error.message}</p>`);
}

export function signedOutPage() {
  return page('Sign out', html`
    <h1>You signed out of your account</h1>
    <p>It’s a good idea to close all browser windows.</p>`);
}

/**
 * Posts an answer to the application, by itself where scripts run ("OAuth 2.0 Form Post Response Mode").
 * @param {string} to
 * @param {Record<string, string>} fields
 */
export function formPostPage(to, fields) {
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Working…</title><script src="/form-post.js" defer></script></head>
<body>
  <form method="post" action="${to}">
    ${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
    <p>Script is disabled. Click Submit to continue.</p>
    <button>Submit</button>
  </form>
</body>
</html>
`;
}

/**
 * @param {Html | null} other the way out, if there is one
 * @param {string} label
 * @param {string} [value]
 */
function actions(other, label, value) {
  return html`<div class="actions">
        <button class="primary" id="idSIButton9" ${value && html`name="answer" value="${value}"`}>${label}</button>
        ${other}
      </div>`;
}

/**
 * @param {string} title
 * @param {Html} content
 */
function page(title, content) {
  return signInPage({ title, vendor: 'Microsoft', content });
}
