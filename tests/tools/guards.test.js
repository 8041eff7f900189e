// A lint that finds nothing looks like one that works: each guard is shown here to find what
// it is there for, on a small project in a temporary folder, and to accept ours.

import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { GUARDS } from './guards.js';
import { idOf } from './stores.js';
import { record } from './translations.js';

const KEY = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
const CARGO = '[package]\nversion = "1.0.0"\n[lib]\n[profile.release]\nlto = "fat"\n';
const NAME = '"name":{"message":"Hello $WHO$","placeholders":{"who":{"content":"$1"}}},"fault_network_failed_title":{"message":"No answer"}';
const LOCALE = `{${NAME}}`;
const counted = (/** @type {string[]} */ ...forms) =>
  `{${[NAME, ...forms.map((form) => `"due_${form}":{"message":"$1 due"}`)].join()}}`;
const COUNTS = { 'src/ui/popup.rs': 'counted("due", n)', 'extension/_locales/en/messages.json': counted('one', 'other') };
const SITUATIONS = `
| Situation | Screen | Code | Move | Test |
|---|---|---|---|---|
| The network is gone | No answer | \`network.failed\` | try again | tests/native/a.rs › it_is_told |

| Screen | Test |
|---|---|
| \`PopupView::Home\` | tests/e2e/a.test.js › it is shown |
| \`Screen::Start\` | tests/e2e/a.test.js › it is shown |
`;

const THREATS = '## Attacks\n\n| Attack | Test |\n|---|---|\n| A flood | tests/e2e/a.test.js › it is shown |\n\n## What remains\n';

/** A project in which every guard finds nothing. */
const SOUND = {
  'Cargo.toml': CARGO,
  'Cargo.lock': 'name = "wasm-bindgen"\nversion = "0.2.0"\nsource = "registry+x"\n',
  'rust-toolchain.toml': '[toolchain]\nchannel = "1.95.0"\n',
  'tests/tools/wasm-bindgen/Cargo.toml': '[dependencies]\nwasm-bindgen-cli = "=0.2.0"\n',
  'tests/tools/wasm-bindgen/Cargo.lock': 'source = "registry+x"\n',
  'manifest.json': JSON.stringify({ version: '1.0.0', name: '__MSG_name__', key: KEY }),
  'stores.json': JSON.stringify({ chrome: { id: idOf(KEY) }, edge: null }),
  'README.md': '',
  'extension/package-lock.json': '{}',
  'tests/package-lock.json': '{}',
  'extension/popup.html': '<link rel="stylesheet" href="popup.css"><script type="module" src="popup.js"></script>',
  'extension/worker.js': 'chrome.storage.local;',
  'extension/content.js': "const BUILD = '1.0.0';",
  'extension/_locales/en/messages.json': LOCALE,
  'extension/_locales/nl/messages.json': LOCALE.replace('Hello', 'Dag'),
  'src/ui/popup.rs': 'fn draw() {}',
  'docs/situations.md': SITUATIONS,
  'docs/threat-model.md': THREATS,
  'src/onboarding/view.rs': 'pub enum PopupView {\n    Home,\n}\npub enum Screen {\n    Start,\n}\n',
  'src/protocol/panel.rs': `requests! {
    trait PanelHandler;

    get_record: GetRecord {} -> PanelView, from [Panel], unprompted;
}`,
  'src/protocol/outbox.rs': `requests! {
    trait OutboxHandler;

    undo: Undo {
        /// The intent that is undone.
        intent: IntentId
    } -> Undone, from [Panel, Popup];
    get_team: GetTeam {} -> TeamPage, from [App], unprompted;
}`,
  'src/ui/panel/undo.rs': 'use crate::protocol::{Undo};\nfn undo() { doing.run(Undo { intent }, |_| ()); let back = Undo { intent };\n doing.run(back, |_| ()); match state { OutboxState::Undo { until } => until } }',
  'src/platform/messages.rs': 'runtime_send_message(&text)',
  'tests/native/a.rs': '[("network.failed", Kind::Retry)] fn it_is_told() {}',
  'tests/e2e/a.test.js': "test('it is shown', () => {});",
};

/** @type {[keyof typeof GUARDS, Record<string, string>, RegExp][]} */
const BROKEN = [
  ['surfacesKeepOutOfStorage', { 'src/ui/a/b.rs': '\nuse chrome . storage;' }, /src\/ui\/a\/b\.rs:2 .*storage/],
  ['surfacesKeepOutOfStorage', { 'src/ui/x.rs': 'fn f(t: AccessToken) {}' }, /AccessToken/],
  ['surfacesKeepOutOfStorage', { 'extension/popup.js': 'indexedDB.open("x")' }, /indexedDB/],
  ['pagesKeepTheirPolicy', { 'extension/a.html': '<script>alert(1)</script>' }, /a\.html:1 .*<script>/],
  ['pagesKeepTheirPolicy', { 'extension/a.html': '<p\n style="color: red">' }, /style=/],
  ['pagesKeepTheirPolicy', { 'extension/a.html': '<b onclick="x()">' }, /onclick=/],
  ['pagesKeepTheirPolicy', { 'extension/a.html': '<script src="https://cdn.example/x.js"></script>' }, /cdn\.example/],
  ['localesAgree', { 'extension/_locales/nl/messages.json': '{}' }, /nl has no message "name"/],
  ['localesAgree', { 'extension/_locales/nl/messages.json': LOCALE.replace('$WHO$', 'you') }, /placeholders of "name"/],
  ['localesAgree', { 'manifest.json': '{"version":"1.0.0","name":"__MSG_other__"}' }, /en has no message "other"/],
  ['localesAgree', { ...COUNTS, 'extension/_locales/nl/messages.json': counted('other') }, /nl has no message "due_one"/],
  ['localesAgree', { ...COUNTS, 'extension/_locales/nl/messages.json': counted('one', 'few', 'other') }, /nl has "due_few"/],
  ['textsAreUsed', { 'extension/_locales/en/messages.json': counted('one', 'other') }, /nothing shows "due_one"/],
  ['storeTextsFit', { 'extension/_locales/nl/messages.json': `{"extension_name":{"message":"${'n'.repeat(76)}"}}` }, /nl: extension_name has 76/],
  ['translationsAreLookedAt', { 'tests/tools/translations.json': '{"name":"en:0 nl:1"}' }, /"name" has changed: node/],
  ['textsKeepToTheirWords', { 'extension/_locales/en/messages.json': LOCALE.replace('No answer', 'No e-mail') }, /en: "fault_network_failed_title" says "e-mail": email/],
  ['textsHaveTheMarksOfTheirLanguage', { 'extension/_locales/en/messages.json': LOCALE.replace('No answer', "It's lost") }, /en: "fault_network_failed_title" has '/],
  ['textsEndAlike', { 'extension/_locales/nl/messages.json': LOCALE.replace('No answer', 'Geen antwoord…') }, /nl: "fault_network_failed_title" ends with …/],
  ['textsNameTheSameThings', { 'extension/_locales/en/messages.json': LOCALE.replace('No answer', 'No MSI Actions') }, /nl: "fault_network_failed_title" lacks MSI Actions/],
  ['lockFilesNameNoHost', { 'Cargo.lock': 'source = "git+x"\n' }, /Cargo\.lock:1 .*git\+x/],
  ['lockFilesNameNoHost', { 'tests/package-lock.json': '{"resolved": "h"}' }, /tests\/package-lock\.json/],
  ['versionsAgree', { 'manifest.json': '{"version":"1.0.1"}' }, /manifest\.json says 1\.0\.1/],
  ['versionsAgree', { 'extension/content.js': "const BUILD = '0.9.0';" }, /content\.js another version/],
  ['versionsAgree', { 'Cargo.toml': CARGO.replace('[lib]', '[lib]\ncrate-type = ["rlib"]') }, /crate-type/],
  ['versionsAgree', { 'Cargo.toml': CARGO.replace('fat', 'thin') }, /lto/],
  ['versionsAgree', { 'rust-toolchain.toml': '[toolchain]\nchannel = "stable"\n' }, /pins no exact version/],
  ['versionsAgree', { 'tests/tools/wasm-bindgen/Cargo.toml': 'wasm-bindgen-cli = "0.2"' }, /another version/],
  ['lockFilesNameNoHost', { 'tests/tools/wasm-bindgen/Cargo.lock': 'source = "git+x"\n' }, /wasm-bindgen\/Cargo\.lock:1/],
  ['idsComeFromOnePlace', { 'docs/a.md': 'abcdefghijklmnopabcdefghijklmnop' }, /docs\/a\.md names/],
  ['idsComeFromOnePlace', { 'src/a.rs': idOf(KEY) }, /src\/a\.rs names an id/],
  ['framedCommandsAreGuarded', { 'src/ui/panel/b.rs': 'spawn(async { ask(Undo { intent }).await });' }, /src\/ui\/panel\/b\.rs:1 gives a command unguarded: Undo/],
  ['framedCommandsAreGuarded', { 'src/ui/panel/b/c.rs': '\nlet undo = Undo { intent };\nsend(undo);' }, /b\/c\.rs:2 gives a command unguarded: Undo/],
  ['framedCommandsAreGuarded', { 'src/ui/components/b.rs': 'ask(Undo { intent })' }, /components\/b\.rs:1 gives a command/],
  ['framedCommandsAreGuarded', { 'src/ui/panel/b.rs': 'runtime_send_message(&undo)' }, /b\.rs:1 sends past the guard/],
  ['framedCommandsAreGuarded', { 'src/ui/panel/b.rs': 'let sight = Sight::of_own_window();' }, /b\.rs:1 takes a frame for a window/],
  ['framedCommandsAreGuarded', { 'src/ui/panel/b.rs': 'following(Some(seen), || send());' }, /b\.rs:1 makes a proof of its own/],
  ['framedCommandsAreGuarded', { 'src/protocol/outbox.rs': 'requests! {\n    undo: Undo {} -> Undone, from [Panel], unprompted;\n}' }, /src\/protocol\/outbox\.rs: the panel could ask undo without a press/],
  ['framedCommandsAreGuarded', { 'src/protocol/outbox.rs': 'requests! {\n    undo: Undo {} -> Undone, from [Panel], unprompted within 20;\n}' }, /src\/protocol\/outbox\.rs: the panel could ask undo without a press/],
  ['framedCommandsAreGuarded', { 'extension/content.js': "const BUILD = '1.0.0'; ask('undo', {});" }, /content\.js:1 gives a command unguarded: undo/],
  ['docCommentsSaySomething', { 'src/ui/popup.rs': 'fn draw(\n    /// Which.\n    at: u8,\n) {}' }, /src\/ui\/popup\.rs:2 .*Which\./],
  ['threatsAreProved', { 'docs/threat-model.md': THREATS.replace('it is shown', 'it was') }, /not there: tests\/e2e\/a\.test\.js › it was/],
  ['threatsAreProved', { 'docs/threat-model.md': THREATS.replace(' › it is shown', 'x') }, /not there: tests\/e2e\/a\.test\.jsx/],
  ['threatsAreProved', { 'docs/threat-model.md': '' }, /lists no attacks/],
  ['situationsAreListed', { 'docs/situations.md': SITUATIONS.replace('network.failed', 'network.lost') }, /does not list network\.failed/],
  ['situationsAreListed', { 'docs/situations.md': `${SITUATIONS}\`network.lost\`` }, /network\.lost, which does not exist/],
  ['situationsAreListed', { 'docs/situations.md': SITUATIONS.replace('No answer', 'Nothing') }, /title of network\.failed is "No answer"/],
  ['situationsAreListed', { 'docs/situations.md': SITUATIONS.replace('try again', 'rep') }, /move of network\.failed is "try again"/],
  ['situationsAreListed', { 'docs/situations.md': SITUATIONS.replace('it_is_told', 'told') }, /not there: tests\/native\/a\.rs › told/],
  ['situationsAreListed', { 'tests/e2e/a.test.js': '' }, /not there: .* it is shown/],
  ['situationsAreListed', { 'docs/situations.md': SITUATIONS.replace('Screen::Start', 'Screen::End') }, /the screen Screen::Start/],
];

for (const [name, guard] of Object.entries(GUARDS)) {
  test(`${name} accepts a sound project`, async (t) => {
    assert.deepEqual(await guard(await project(t, {})), []);
  });
}

test('a language without plural forms has one text for all counts', async (t) => {
  const sound = { ...COUNTS, 'extension/_locales/nl/messages.json': counted('one', 'other'), 'extension/_locales/ja/messages.json': counted('other') };
  for (const guard of Object.values(GUARDS)) assert.deepEqual(await guard(await project(t, sound)), []);
});

for (const [name, changes, expected] of BROKEN) {
  test(`${name} finds ${expected}`, async (t) => {
    const found = await GUARDS[name](await project(t, changes));
    assert.match(found.join('\n'), expected);
  });
}

/** @param {import('node:test').TestContext} t @param {Record<string, string>} changes */
async function project(t, changes) {
  const root = await mkdtemp(join(tmpdir(), 'msi-guards-'));
  t.after(() => rm(root, { recursive: true }));
  for (const [file, text] of Object.entries({ ...SOUND, ...changes })) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  }
  if (!changes['tests/tools/translations.json']) await record(root, []);
  return root;
}
