// A surface in somebody else's page gives no command but through the guard, which asks whether the rep saw
// what they pressed (src/base/sight.rs). The types see to most of it; this sees to the types.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { filesIn } from './package-files.js';

/** The requests, in a file for each area. */
const REQUESTS = 'src/protocol';
/** What the panel and the content script ask, or keep, without a press: none of it can be taken for the rep's word. */
const UNPROMPTED = new Set([
  'fill_mail', 'find_people', 'find_users', 'get_activity', 'get_browser_keys', 'get_draft', 'get_drafts', 'get_left_today', 'get_older', 'count_days', 'looked', 'get_outbox', 'get_policy', 'get_record', 'get_record_now', 'get_record_campaigns', 'get_record_cadences', 'check_launch', 'check_people', 'preview_launch', 'get_replies', 'get_sign_in', 'get_templates', 'get_recommended', 'get_theme', 'list_contacts', 'list_fields', 'list_opportunities', 'get_score_history', // questions
  'save_draft', // what is being typed
  'take_action', // which form to open: the rep chose it in a window of ours
  'rows_checked', // what a page says of its list: only a proposal
  'record_changed', // a page makes us look again, as often as src/insight/rate_limit.rs lets it
  'look', 'set_panel', 'choose_tab', 'side_panel_opened', 'tour', // where the panel is, and what it shows of itself
]);
/** What is drawn in somebody else's page. */
const FRAMED = ['src/ui/panel', 'src/ui/components'];
/** The guard, and what gives commands through it. */
const GUARD = new Set(['src/ui/components/guard.rs', 'src/ui/components/query.rs', 'src/ui/components/surface.rs']);
/** Where a message leaves; the worker tells the surfaces of changes. */
const SENDERS = new Set(['src/platform/messages.rs', 'src/platform/browser.rs', 'src/platform/chrome.rs']);

/** @type {import('./guards.js').Guard} */
export async function framedCommandsAreGuarded(root) {
  const requests = [];
  for (const file of await filesIn(root, REQUESTS, '.rs')) {
    requests.push(...requestsOf(file, await readFile(join(root, file), 'utf8')));
  }
  const found = [];
  for (const { file, name, from, unprompted } of requests) {
    if (unprompted && /\b(Panel|Page)\b/.test(from) && !UNPROMPTED.has(name)) {
      found.push(`${file}: the panel could ask ${name} without a press`);
    }
  }
  for (const file of await filesIn(root, 'src', '.rs')) {
    const text = await readFile(join(root, file), 'utf8');
    if (!SENDERS.has(file)) found.push(...places(file, text, /\bruntime_send_message\b|\bsendMessage\b/g, 'sends past the guard:'));
    if (!/^src\/(platform|base)\/sight\.rs$/.test(file)) found.push(...places(file, text, /\bof_own_window\b/g, 'takes a frame for a window of our own:'));
  }
  const commands = requests.filter(({ unprompted }) => !unprompted).map(({ type }) => type);
  for (const file of (await Promise.all(FRAMED.map((folder) => filesIn(root, folder, '.rs')))).flat()) {
    if (GUARD.has(file)) continue;
    const text = await readFile(join(root, file), 'utf8');
    found.push(...places(file, text, /\bsight::(?:seen|following|watch)\b|\bfollowing\(|\bSight\b|\bSeen\(/g, 'makes a proof of its own:'));
    // Not the variant of an enum that has the name of a request.
    for (const match of text.matchAll(new RegExp(`(?<!(?<!\\bprotocol)::)\\b(${commands.join('|')})\\s*\\{`, 'g'))) {
      if (commands.length > 0 && !isGuarded(text, match.index)) found.push(`${file}:${lineOf(text, match.index)} gives a command unguarded: ${match[1]}`);
    }
  }
  for (const file of await filesIn(root, 'extension', '.js')) {
    const text = await readFile(join(root, file), 'utf8');
    for (const match of text.matchAll(/\bask\('(\w+)'/g)) {
      if (!UNPROMPTED.has(match[1] ?? '')) found.push(`${file}:${lineOf(text, match.index)} gives a command unguarded: ${match[1]}`);
    }
  }
  return found;
}

/** Whether a command is made where it is given through the guard: by `Doing::run`, or with a proof.
 * @param {string} text @param {number} at */
function isGuarded(text, at) {
  const before = text.slice(0, at);
  if (/\buse [\w:]*\{?[^;]*$/.test(before)) return true; // an import
  if (/\.run\(\s*(?:protocol::)?$|\bQuestion::of\(\s*&(?:protocol::)?$/.test(before)) return true;
  const named = before.match(/\blet (\w+)(?:: \w+)? = (?:protocol::)?$/);
  return Boolean(named) && new RegExp(`\\.run\\(\\s*${named?.[1]}\\b`).test(text.slice(at));
}

/** @param {string} file @param {string} source */
function requestsOf(file, source) {
  const entry = /^ {4}(\w+): (\w+) \{[^}]*\} -> [^;]*?, from \[([^\]]*)\](, unprompted)?(?: within \d+)?;/gm;
  return [...source.matchAll(entry)].map(([, name = '', type = '', from = '', unprompted]) => ({ file, name, type, from, unprompted: Boolean(unprompted) }));
}

/** @param {string} file @param {string} text @param {RegExp} pattern @param {string} complaint */
function places(file, text, pattern, complaint) {
  return [...text.matchAll(pattern)].map((match) => `${file}:${lineOf(text, match.index)} ${complaint} ${match[0]}`);
}

/** @param {string} text @param {number} at */
function lineOf(text, at) {
  return text.slice(0, at).split('\n').length;
}
