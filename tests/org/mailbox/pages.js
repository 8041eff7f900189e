import { document, html, Html } from '../pages/html.js';
import { PEOPLE } from './seed.js';

/**
 * @typedef {import('./store.js').Mail} Mail
 * @typedef {import('./store.js').Address} Address
 * @typedef {object} BoxView
 * @property {string} address whose box
 * @property {Mail[]} box oldest first
 * @property {import('./store.js').MailStore} store
 * @property {number} now milliseconds since the epoch
 * @property {Map<string, string>} names of people, by address
 */

/**
 * The list of a box, newest first.
 * @param {BoxView} view
 */
export function boxPage(view) {
  const unread = view.box.filter(({ read }) => !read).length;
  return page(unread ? `Inbox (${unread})` : 'Inbox', view, html`
    <header class="bar">
      <h1>Inbox</h1>
      <p class="soft">${view.address} · ${unread ? `${unread} unread` : 'all read'}</p>
      <a class="button" href="${boxPath(view.address)}">Refresh</a>
    </header>
    ${view.box.length === 0 ? html`<p class="empty">No mail yet. What is sent to ${view.address} arrives here.</p>` : html`
    <ol class="mails" reversed>${[...view.box].reverse().map((mail) => row(mail, view))}</ol>`}`);
}

/**
 * One mail. Its HTML is drawn in a frame of opaque origin without scripts; its links open in a tab of their own.
 * Who reads text only sees the other part.
 * @param {BoxView & { mail: Mail, asText: boolean }} view
 */
export function mailPage(view) {
  const { mail, address, asText } = view;
  return page(mail.subject || '(no subject)', view, html`
    <article class="mail">
      <header>
        <a class="back" href="${boxPath(address)}">‹ Inbox</a>
        <h1>${mail.subject || '(no subject)'}</h1>
        <div class="envelope">
          ${avatar(mail.from)}
          <dl>
            <div><dt>From</dt><dd><strong>${nameOf(mail.from, view)}</strong> <span class="soft">&lt;${mail.from.address}&gt;</span></dd></div>
            <div><dt>To</dt><dd>${mail.to.map(full).join(', ')}</dd></div>
            ${mail.cc.length > 0 && html`<div><dt>Cc</dt><dd>${mail.cc.map(full).join(', ')}</dd></div>`}
          </dl>
          ${time(mail.receivedAt, LONG)}
        </div>
      </header>
      ${attachments(view)}
      ${mail.html && mail.text && partsNav(view)}
      ${mail.html && !(asText && mail.text)
        ? html`<iframe class="body" title="Message" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${bodyDocument(mail)}"></iframe>`
        : html`<pre class="body">${mail.text}</pre>`}
      <details>
        <summary>All headers</summary>
        <table><tbody>${mail.headers.map(([name, value]) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`)}</tbody></table>
      </details>
    </article>`);
}

/** Where the mail's second link leads: the extension's page in the store, as far as the demo has one. */
export function storePage() {
  return shell('MSI Actions in the store', html`
    <main class="single">
      <h1>MSI Actions</h1>
      <p>This stands for the extension's page in the Chrome Web Store.</p>
      <p>In this demo the extension is already loaded in the browser. Go back to the mail and choose <strong>Get started</strong>.</p>
      <p><a class="button" href="/">Back to the mailbox</a></p>
    </main>`);
}

export function notFoundPage() {
  return shell('Not found', html`
    <main class="single">
      <h1>There is no such page</h1>
      <p><a class="button" href="/">To the mailbox</a></p>
    </main>`);
}

/**
 * @param {string} title
 * @param {BoxView} view
 * @param {Html} content
 */
function page(title, view, content) {
  const addresses = [...new Set([...PEOPLE.keys(), ...view.store.addresses(), view.address])];
  return shell(`${title} · ${view.address}`, html`
    <div class="app">
      <nav aria-label="Mailboxes">
        <p class="brand">Mail</p>
        <h2>Mailboxes</h2>
        <ul>${addresses.map((address) => boxLink(address, view))}</ul>
        <p class="note">Every mailbox of the demo, side by side. Nothing leaves this machine.</p>
      </nav>
      <main>${content}</main>
    </div>`);
}

/** @type {(title: string, body: Html) => Html} */
function shell(title, body) {
  return document({ title, stylesheet: '/mailbox.css', body });
}

/**
 * @param {string} address
 * @param {BoxView} view
 */
function boxLink(address, view) {
  const unread = view.store.box(address).filter(({ read }) => !read).length;
  const name = view.names.get(address) ?? '';
  return html`
    <li><a href="${boxPath(address)}"${address === view.address && html` aria-current="page"`}>
      ${avatar({ name, address })}
      <span class="who"><span>${name || address}</span>${name && html`<span class="soft">${address}</span>`}</span>
      ${unread > 0 && html`<span class="count">${unread}<span class="hidden"> unread</span></span>`}
    </a></li>`;
}

/**
 * @param {Mail} mail
 * @param {BoxView} view
 */
function row(mail, view) {
  return html`
    <li${!mail.read && html` class="unread"`}><a href="${boxPath(view.address)}/${mail.id}">
      ${avatar(mail.from)}
      <span class="sender">${!mail.read && html`<span class="hidden">Unread: </span>`}${nameOf(mail.from, view)}</span>
      <span class="subject">${mail.subject || '(no subject)'}</span>
      <span class="snippet">${snippet(mail)}</span>
      ${time(mail.receivedAt, view.now - mail.receivedAt < 20 * 3600e3 ? SHORT : DAY)}
    </a></li>`;
}

/** The two ways to read a mail that has both parts. @param {BoxView & { mail: Mail, asText: boolean }} view */
function partsNav({ address, mail, asText }) {
  const path = `${boxPath(address)}/${mail.id}`;
  const link = (/** @type {string} */ href, /** @type {string} */ label, /** @type {boolean} */ current) => (
    html`<a href="${href}"${current && html` aria-current="page"`}>${label}</a>`);
  return html`<nav class="parts" aria-label="Show as">${link(path, 'HTML', !asText)} ${link(`${path}?view=text`, 'Plain text', asText)}</nav>`;
}

/** @param {BoxView & { mail: Mail }} view */
function attachments({ mail, address }) {
  const listed = mail.attachments.map((each, index) => ({ ...each, index })).filter(({ inline }) => !inline);
  return listed.length > 0 && html`
    <section class="attachments" aria-label="Attachments"><ul>${listed.map(({ filename, mimeType, content, index }) => html`
      <li><a href="${boxPath(address)}/${mail.id}/attachments/${index}" download>${filename}</a>
        <span class="soft">${mimeType}, ${size(content.length)}</span></li>`)}</ul></section>`;
}

/**
 * The mail's HTML as a document of its own: links leave the frame, inline pictures come from the mail.
 * @param {Mail} mail
 */
function bodyDocument(mail) {
  const inlined = mail.html.replace(/\bcid:([^"'\s)>]+)/g, (reference, id) => {
    const found = mail.attachments.find(({ contentId }) => contentId === decodeURIComponent(id));
    return found ? `data:${found.mimeType};base64,${found.content.toString('base64')}` : reference;
  });
  // A mail that sets colours and knows nothing of dark mode is read on white, as its author saw it.
  const adapts = /<meta\b[^>]*\bcolor-scheme\b/i.test(mail.html) || !/\b(color|background)\b/i.test(mail.html);
  const scheme = `<meta name="color-scheme" content="${adapts ? 'light dark' : 'light'}">`;
  return `<base target="_blank">${scheme}`
    + `<style>body{margin:16px 24px;font:15px/1.5 system-ui,sans-serif}</style>${inlined}`;
}

/** @param {Mail} mail */
function snippet(mail) {
  const text = mail.text || mail.html.replace(/<(style|head)\b.*?<\/\1>/gis, ' ').replace(/<[^>]*>/g, ' ');
  return text.replace(/\s+/g, ' ').trim().slice(0, 140);
}

/** @param {Address} sender */
function avatar({ name, address }) {
  const words = (name || address).split(/[\s.@]+/).filter(Boolean);
  const initials = `${words[0]?.[0] ?? '?'}${name ? words.at(-1)?.[0] ?? '' : ''}`.toUpperCase();
  const hue = [...address].reduce((sum, char) => sum + char.charCodeAt(0), 0) % 6;
  return html`<span class="avatar hue-${hue}" aria-hidden="true">${initials}</span>`;
}

const SHORT = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const LONG = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/**
 * @param {number} at
 * @param {Intl.DateTimeFormat} format
 */
function time(at, format) {
  return html`<time datetime="${new Date(at).toISOString()}">${format.format(at)}</time>`;
}

/** @type {(address: Address, view: BoxView) => string} */
function nameOf({ name, address }, { names }) {
  return name || names.get(address.toLowerCase()) || address;
}

/** @param {Address} address */
function full({ name, address }) {
  return name ? `${name} <${address}>` : address;
}

/** @param {number} bytes */
function size(bytes) {
  return bytes < 1024 ? `${bytes} bytes` : `${Math.ceil(bytes / 1024)} kB`;
}

/** @param {string} address */
function boxPath(address) {
  return `/box/${encodeURIComponent(address).replace('%40', '@')}`;
}
