/** The scopes that the demo's Google knows ("OAuth 2.0 Scopes for Google APIs"). */

const GMAIL = 'https://www.googleapis.com/auth/gmail.';
const USERINFO = 'https://www.googleapis.com/auth/userinfo.';

/** What the consent page says of each; those of sign-in are in its first sentence. */
const DESCRIPTIONS = new Map([
  [`${GMAIL}send`, 'Send email on your behalf'],
  [`${GMAIL}compose`, 'Manage drafts and send emails'],
  [`${GMAIL}metadata`, 'View your email message metadata such as labels and headers, but not the email body'],
  [`${GMAIL}readonly`, 'View your email messages and settings'],
  [`${GMAIL}modify`, 'Read, compose, and send emails from your Gmail account'],
  [`${GMAIL}settings.basic`, 'See, edit, create, or change your email settings and filters in Gmail'],
  ['https://mail.google.com/', 'Read, compose, send, and permanently delete all your email from Gmail'],
]);

/** Google grants these under both names. */
const ALIASES = new Map([['email', `${USERINFO}email`], ['profile', `${USERINFO}profile`]]);

const KNOWN = new Set(['openid', ...ALIASES.keys(), ...ALIASES.values(), ...DESCRIPTIONS.keys()]);

/**
 * @param {string | null} scope as in the request
 * @returns {{ scopes: string[], unknown: string[] }} `scopes` with their aliases, each once
 */
export function parseScopes(scope) {
  const asked = (scope ?? '').split(' ').filter(Boolean);
  const scopes = new Set(asked);
  for (const [short, long] of ALIASES) {
    if (scopes.has(short) || scopes.has(long)) scopes.add(short).add(long);
  }
  return { scopes: [...scopes], unknown: asked.filter((each) => !KNOWN.has(each)) };
}

/**
 * @param {string} scope
 * @returns {string | undefined} what the user allows; undefined for a scope of sign-in
 */
export function descriptionOf(scope) {
  return DESCRIPTIONS.get(scope);
}

/**
 * @param {Iterable<string>} granted
 * @param {string[]} names any of these Gmail scopes, without their prefix, will do; full access always does
 */
export function allowsGmail(granted, names) {
  const scopes = new Set(granted);
  return scopes.has('https://mail.google.com/') || names.some((name) => scopes.has(GMAIL + name));
}
