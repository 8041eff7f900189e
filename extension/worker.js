// The service worker's loader: registers every chrome listener in its first turn, then starts the
// wasm module, and starts a fresh instance after a trap. It holds no rule.
import init, {
  __wbg_reset_state as freshInstance,
  answer_message,
  alarm_fired,
  extension_installed,
  go_on,
  notice_clicked,
  policy_changed,
  side_panel_closed,
  start_worker,
} from './pkg/worker.js';

/** How long what an earlier life left unfinished waits for the first answer of this one, in milliseconds. */
const FIRST = 1000;
/** @type {Promise<void> | undefined} */
let started;
/** Whether the instance is there, and whether it has taken up what an earlier life left unfinished. */
let [living, wentOn] = [false, false];
/** What is stored, as it was read for this instance. @type {{ local?: object, session?: object, managed?: object }} */
let stored = {};
/** Messages that wait for an answer; a trap answers them all. @type {Set<() => void>} */
const waiting = new Set();
/** Two traps within so many milliseconds are one after the other. */
const AT_ONCE = 1000;
let restartedAt = -AT_ONCE;

chrome.runtime.onMessage.addListener((message, sender, reply) => {
  // Requests are JSON text; objects are our own events to the surfaces.
  if (typeof message !== 'string') return false;
  answer(message, sender).then(reply);
  return true;
});
chrome.alarms.onAlarm.addListener((alarm) => void run(async () => alarm_fired(alarm.name)));
chrome.runtime.onInstalled.addListener((details) => void run(() => extension_installed(details.reason)));
chrome.storage.managed.onChanged.addListener(() => {
  delete stored.managed;
  void run(policy_changed);
});
// Chrome 142 and later; on older ones the pages notice when they look again.
/** @type {any} */ (chrome.sidePanel).onClosed?.addListener(
  (/** @type {{ windowId: number }} */ { windowId }) => void run(() => side_panel_closed(windowId)));
chrome.commands.onCommand.addListener(obey);
// Optional: the rep may allow it while this worker lives.
listenForNotices();
chrome.permissions.onAdded.addListener(listenForNotices);
// Only so that Chrome starts the worker with the browser: what was left unfinished goes on.
chrome.runtime.onStartup.addListener(() => void run(async () => {}));

// A trap inside a future surfaces here, not at the caller. Chrome's event carries no error object in a
// service worker; but this file throws nothing, so what is uncaught has come through the instance.
self.addEventListener('error', ({ message }) => {
  // What the instance before still had under way comes back to nobody: the fresh one is well.
  if (!message.includes('closure from previous WASM instance')) restartInstance();
});
self.addEventListener('unhandledrejection', (event) => restartAfter(event.reason));

// Chrome starts the worker only where there is something to do. What fails is told to whoever asks.
start().catch(() => {});

/** Chrome has the API only where the rep allowed it. A listener that is there already is not added twice. */
function listenForNotices() {
  chrome.notifications?.onClicked.addListener(noticeClicked);
}

/** @param {string} id */
function noticeClicked(id) {
  void chrome.notifications.clear(id);
  void run(() => notice_clicked(id));
}

/** A key that the rep pressed. Chrome opens a side panel only in this very turn, and the page's own
 * script moves the focus: neither needs the module.
 * @param {string} command @param {chrome.tabs.Tab} [tab] the one in front */
function obey(command, tab) {
  if (command === 'open_side_panel' && tab) void chrome.sidePanel.open({ windowId: tab.windowId });
  // A page without our script has no panel to show.
  if (command === 'toggle_panel' && tab?.id) chrome.tabs.sendMessage(tab.id, { toggle: true }).catch(() => {});
}

/**
 * @param {string} message
 * @param {chrome.runtime.MessageSender} sender
 * @returns {Promise<string>}
 */
async function answer(message, sender) {
  try {
    await start();
  } catch (error) {
    return fault('worker.no_webassembly', 'ask_admin', String(error));
  }
  return new Promise((resolve) => {
    const trapped = () => {
      waiting.delete(trapped);
      resolve(fault('bug.trap', 'bug'));
    };
    waiting.add(trapped);
    run(() => answer_message(message, JSON.stringify(sender))).then((text) => {
      if (waiting.delete(trapped)) resolve(text ?? fault('bug.trap', 'bug'));
    });
  });
}

/**
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T | undefined>}
 */
async function run(work) {
  try {
    await start();
    const done = await work();
    // In a turn of its own: the answer goes out first.
    setTimeout(goOn);
    return done;
  } catch (error) {
    restartAfter(error);
    return undefined;
  }
}

function start() {
  started ??= boot().catch((error) => {
    started = undefined;
    throw error;
  });
  return started;
}

async function boot() {
  // Content scripts run in pages that we do not own: they may not read what we keep. Chrome takes calls in turn,
  // so nothing is read or written before.
  const closed = chrome.storage.local.setAccessLevel({ accessLevel: 'TRUSTED_CONTEXTS' });
  const read = readStored();
  await init({ module_or_path: chrome.runtime.getURL('pkg/worker_bg.wasm') });
  await closed;
  stored = await read;
  try {
    start_worker(stored);
  } catch (error) {
    freshInstance();
    throw error;
  }
  [living, wentOn] = [true, false];
  setTimeout(goOn, FIRST);
}

/** What an earlier life left unfinished: nobody's answer waits for it. */
function goOn() {
  if (!living || wentOn) return;
  wentOn = true;
  go_on();
}

/** Everything that is stored, on its way together with the module. What cannot be read is left out: the module
 * asks for it again, and says what is wrong. */
async function readStored() {
  const { local, session, managed } = chrome.storage;
  const [ofLocal, ofSession, ofManaged] = await Promise.all([local, session, managed].map((area) => area.get(null).catch(() => undefined)));
  return { local: ofLocal, session: ofSession, managed: ofManaged };
}

/** @param {unknown} error */
function restartAfter(error) {
  if (error instanceof WebAssembly.RuntimeError) restartInstance();
}

/** After a trap the instance's memory cannot be trusted: a fresh one takes over, and reads anew what is stored. One
 * that traps as it starts would go round for ever: then the next message tries again. */
function restartInstance() {
  if (!living) return;
  for (const trapped of [...waiting]) trapped();
  freshInstance();
  started = undefined;
  living = false;
  const before = restartedAt;
  restartedAt = performance.now();
  if (restartedAt - before > AT_ONCE) start().catch(() => {});
}

/** @param {string} code @param {'ask_admin' | 'bug'} move @param {string} [detail] */
function fault(code, move, detail) {
  return JSON.stringify({ fault: { code, whose_move: move, detail } });
}
