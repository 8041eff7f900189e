import { html, Html } from '../pages/html.js';
import { signInPage } from '../pages/sign-in-page.js';
import { PASSWORD } from '../data/users.js';
import { descriptionOf } from './scopes.js';

/**
 * The pages of accounts.google.com in Google's order, with its ids and names where tests and password
 * managers hold on to them.
 * @typedef {import('./sessions.js').Flow} Flow
 * @typedef {import('./accounts.js').Account} Account
 */

/** @param {{ flow: Flow, hint: string, problem?: string }} view */
export function identifierPage({ flow, hint, problem }) {
  return page('Sign in', html`
    <h1>Sign in</h1>
    <p>to continue to <strong>${flow.request.client.name}</strong></p>
    <form method="post" novalidate>
      <label for="identifierId">Email</label>
      <input id="identifierId" name="identifier" type="email" value="${hint}" autocomplete="username" autofocus
        ${problem && html`aria-invalid="true" aria-describedby="problem"`}>
      ${problem && html`<p id="problem" class="problem">${problem}</p>`}
      <div class="actions" id="identifierNext"><button class="primary">Next</button></div>
    </form>`);
}

/** @param {{ flow: Flow, problem?: string }} view */
export function passwordPage({ flow, problem }) {
  return page('Welcome', html`
    <h1>Welcome</h1>
    <p class="account">${flow.identified?.email}</p>
    <form method="post">
      <input type="text" name="identifier" value="${flow.identified?.email}" autocomplete="username" readonly hidden>
      <label for="Passwd">Enter your password</label>
      <input id="Passwd" name="Passwd" type="password" autocomplete="current-password" autofocus
        ${problem && html`aria-invalid="true" aria-describedby="problem"`}>
      ${problem && html`<p id="problem" class="problem">${problem}</p>`}
      <p class="hint">The demo’s password is <code>${PASSWORD}</code></p>
      <div class="actions" id="passwordNext"><button class="primary">Next</button></div>
    </form>`);
}

/** @param {{ flow: Flow, accounts: Account[] }} view */
export function chooserPage({ flow, accounts }) {
  return page('Choose an account', html`
    <h1>Choose an account</h1>
    <p>to continue to <strong>${flow.request.client.name}</strong></p>
    <form method="post">
      <ul class="accounts">
        ${accounts.map(({ email, name }) => html`
        <li><button name="email" value="${email}" data-identifier="${email}"><strong>${name}</strong><span>${email}</span></button></li>`)}
        <li><button name="email" value="">Use another account</button></li>
      </ul>
    </form>`);
}

/** @param {{ flow: Flow, account: Account }} view */
export function consentPage({ flow, account }) {
  const { client, scopes } = flow.request;
  const described = scopes.filter((scope) => descriptionOf(scope));
  return page('Allow access', html`
    <h1>${client.name} wants access to your Google Account</h1>
    <p class="account">${account.email}</p>
    <form method="post">
      <p>When you allow this access, <strong>${client.name}</strong> will be able to</p>
      <ul class="scopes">
        <li>Associate you with your personal info on Google</li>
        ${described.map((scope) => html`
        <li><label><input type="checkbox" name="scope" value="${scope}" checked> ${descriptionOf(scope)}</label></li>`)}
      </ul>
      <p class="hint">Make sure you trust ${client.name}. You can always see or remove access in your Google Account.</p>
      <div class="actions">
        <button name="answer" value="cancel">Cancel</button>
        <button name="answer" value="continue" class="primary">Continue</button>
      </div>
    </form>`);
}

/** @param {{ status: number, code: string, message: string }} error */
export function errorPage({ status, code, message }) {
  return page('Access blocked', html`
    <h1>Access blocked</h1>
    <p>${message}</p>
    <p class="hint">If you are a developer of this app, see the error details.</p>
    <p class="problem">Error ${status}: ${code}</p>`);
}

/**
 * @param {string} title
 * @param {Html} content
 */
function page(title, content) {
  return signInPage({ title: `${title} – Google Accounts`, vendor: 'Google', content });
}
