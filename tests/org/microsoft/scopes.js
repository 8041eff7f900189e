/** The delegated permissions that the demo's Entra knows ("Microsoft Graph permissions reference"). */

const GRAPH = 'https://graph.microsoft.com/';

/** What the consent page says of each: a title and a sentence. */
const PERMISSIONS = new Map([
  ['User.Read', ['Sign you in and read your profile', 'Allows you to sign in to the app and lets it read your profile.']],
  ['Mail.Send', ['Send mail as you', 'Allows the app to send mail as you.']],
  ['Mail.ReadWrite', ['Read and write access to your mail', 'Allows the app to read, update, create and delete email in your mailbox. Does not include permission to send mail.']],
  ['Mail.Read', ['Read your mail', 'Allows the app to read email in your mailbox.']],
  ['Mail.ReadBasic', ['Read your basic mail', 'Allows the app to read email in your mailbox except body, preview, attachments and extended properties.']],
]);

/** Those of OpenID Connect; they belong to no resource. */
const OPENID = ['openid', 'profile', 'email', 'offline_access'];
const MAINTAIN = ['Maintain access to data you have given it access to', 'Allows the app to see and update the data you gave it access to, even when you are not currently using the app.'];

/**
 * @typedef {object} Scopes
 * @property {string[]} names canonical, without the resource's prefix
 * @property {boolean} prefixed whether the application writes Graph's in full; the answer then does, too
 * @property {string[]} unknown as asked for
 */

/**
 * Scopes are matched ignoring case; a name without a resource is Graph's.
 * @param {string | null} scope as in the request
 * @returns {Scopes}
 */
export function parseScopes(scope) {
  const asked = (scope ?? '').split(' ').filter(Boolean);
  const names = new Set();
  const unknown = [];
  for (const each of asked) {
    const plain = each.toLowerCase().startsWith(GRAPH) ? each.slice(GRAPH.length) : each;
    const found = [...OPENID, ...PERMISSIONS.keys()].find((name) => name.toLowerCase() === plain.toLowerCase());
    if (found) names.add(found);
    else unknown.push(each);
  }
  return { names: [...names], prefixed: asked.some((each) => each.toLowerCase().startsWith(GRAPH)), unknown };
}

/**
 * The `scope` of a token response: never offline_access, for that is no right of the access token.
 * @param {Iterable<string>} names
 * @param {boolean} prefixed
 */
export function scopeText(names, prefixed) {
  return [...names]
    .filter((name) => name !== 'offline_access')
    .map((name) => (prefixed && !OPENID.includes(name) ? GRAPH + name : name))
    .join(' ');
}

/**
 * What the consent page lists.
 * @param {string[]} names
 * @returns {string[][]} title and explanation
 */
export function described(names) {
  const permissions = names.flatMap((name) => {
    const text = PERMISSIONS.get(name);
    return text ? [text] : [];
  });
  return names.includes('offline_access') ? [...permissions, MAINTAIN] : permissions;
}
