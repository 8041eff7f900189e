import { html } from '../pages/html.js';
import { invitationLink } from './invitation.js';

const STORE = 'https://mail.example/store';
const ORG = 'acme.my.salesforce.com';
export const WELCOME_SUBJECT = 'Welcome to MSI Actions';

/**
 * The email with which an administrator invites a rep.
 * @param {{ to: string, now: number }} invitation
 */
export function welcomeMail({ to, now }) {
  const link = invitationLink({ to, now });
  return {
    from: { name: 'Robin Bakker', address: 'robin@acme.example' },
    subject: WELCOME_SUBJECT,
    text: asText(link),
    html: String(asHtml(link)),
  };
}

/** @param {string} link */
function asText(link) {
  return `Welcome to MSI Actions

Hello Jo,

Robin Bakker has invited you to MSI Actions: it shows what Marketo knows about
a lead or contact beside the Salesforce record you are looking at, and lets you
send a sales email, log a call or add a task right there.

Setting it up takes about three minutes: connect Salesforce, connect your
mailbox, add your signature.

Get started (opens ${ORG}):
${link}

No extension in this browser yet? Get the extension first:
${STORE}

The link is meant for you alone and works for 14 days. You sign in on the pages
of Salesforce and of your email provider; MSI Actions never sees a password.

Robin Bakker
Salesforce Administrator, Acme
`;
}

/** @param {string} link */
function asHtml(link) {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Welcome to MSI Actions</title>
<style>
@media (prefers-color-scheme: dark) {
  .text { color: #ececf2 !important; }
  .soft { color: #a9a8b6 !important; }
  .rule { border-color: #363642 !important; }
  .step { background: #2a2540 !important; color: #cfc4ff !important; }
  .button { background: #b3a2ff !important; color: #17171c !important; }
  .link { color: #b3a2ff !important; }
}
</style>
</head>
<body class="text" style="margin:0;padding:24px;font:16px/1.55 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;color:#1c1b22">
<div style="max-width:560px;margin:0 auto">
  <p class="link" style="margin:0 0 24px;font-size:14px;font-weight:600;color:#5a3fc0">MSI Actions</p>
  <h1 style="margin:0 0 16px;font-size:26px;line-height:1.2;font-weight:650">Welcome, Jo</h1>
  <p style="margin:0 0 16px"><strong>Robin Bakker</strong> has invited you to MSI Actions. It shows what Marketo knows about a lead or contact beside the Salesforce record you are looking at, and lets you send a sales email, log a call or add a task right there.</p>
  <p style="margin:0 0 12px">Setting it up takes about three minutes:</p>
  <ol style="margin:0 0 24px;padding:0;list-style:none">
    ${['Connect Salesforce', 'Connect your mailbox', 'Add your signature'].map((step, index) => html`<li style="margin:0 0 8px"><span class="step" style="display:inline-block;width:26px;height:26px;margin-right:10px;border-radius:13px;background:#f0ecff;color:#5a3fc0;font-size:14px;font-weight:600;line-height:26px;text-align:center">${index + 1}</span>${step}</li>`)}
  </ol>
  <p style="margin:0 0 8px"><a class="button" href="${link}" style="display:inline-block;padding:12px 28px;border-radius:8px;background:#5a3fc0;color:#ffffff;font-weight:600;text-decoration:none">Get started</a></p>
  <p class="soft" style="margin:0 0 24px;font-size:14px;color:#5a5966">Opens ${ORG}</p>
  <p style="margin:0 0 24px">No extension in this browser yet? <a class="link" href="${STORE}" style="color:#5a3fc0">Get the extension first</a>, then come back to this email.</p>
  <p class="soft rule" style="margin:0;padding-top:16px;border-top:1px solid #dddde5;font-size:14px;color:#5a5966">The link is meant for you alone and works for 14 days. You sign in on the pages of Salesforce and of your email provider; MSI Actions never sees a password.</p>
  <p class="soft" style="margin:16px 0 0;font-size:14px;color:#5a5966">Robin Bakker<br>Salesforce Administrator, Acme</p>
</div>
</body>
</html>`;
}
