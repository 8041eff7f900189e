// Each rule on the wording of the texts is shown to find a text that breaks it, and to accept a good one.

import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { NOWHERE, textsEndAlike, textsHaveTheMarksOfTheirLanguage, textsKeepToTheirWords, textsNameTheSameThings, WORDS } from './wording.js';

/** A locale, a text in it that is refused, and what stands in the complaint. @type {[string, string, string][]} */
const REFUSED_WORDS = [
  ['en', 'Write your e-mail', 'says "e-mail": email'],
  ['en', 'Your mails wait.', 'says "mails": email'],
  ['en', 'Finish your set-up', 'says "set-up": setup, or set up'],
  ['en', 'Go on in a tab', 'says "Go on": continue'],
  ['en', 'Your organisation', 'says "organis": the American spelling'],
  ['en', 'Copy the client id', 'says "id": ID'],
  ['en', 'Log in to Salesforce', 'says "Log in": sign in, sign out'],
  ['en', 'Please try again.', 'says "Please": the request alone'],
  ['nl', 'De mail is verzonden', 'says "mail": e-mail'],
  ['nl', 'U bent ingelogd', 'says "ingelog": aanmelden, afmelden'],
  ['nl', 'Toch versturen', 'says "versturen": verzenden'],
  ['nl', 'Kies uw mailprogramma', 'says "mailprogramma": e-mailclient'],
  ['nl', 'Uw mailprovider', 'says "provider": aanbieder'],
  ['nl', 'Open het record', 'says "het record": de record'],
  ['nl', 'Contactrol maken', 'says "Contactrol": contactpersoonrol'],
  ['nl', 'De client-id', 'says "client-id": ID'],
  ['de', 'Die Mail wartet', 'says "Mail": E-Mail'],
  ['de', 'Ihr Mailprogramm', 'says "Mailprogramm": E-Mail-Client'],
  ['de', 'Ihr Kennwort', 'says "Kennwort": Passwort'],
  ['de', 'Die Einwilligung fehlt', 'says "Einwillig": Zustimmung'],
  ['de', 'Entwurf gesichert', 'says "gesichert": gespeichert'],
  ['fr', 'Votre boîte aux lettres', 'says "boîte aux lettres": messagerie'],
  ['fr', 'Votre courriel', 'says "courriel": e-mail'],
  ['fr', 'Ouvrir l’app', 'says "app": application'],
  ['es', 'Los ámbitos', 'says "ámbito": alcance'],
  ['es', 'Añadir tarea', 'says "Añad": agregar'],
  ['es', 'La aplicación de cliente externa', 'says "aplicación de cliente": aplicación cliente'],
  ['es', 'Su email llega', 'says "email": correo'],
  ['pt_BR', 'Seu e-mail', 'says "e-mail": email'],
  ['pt_BR', 'Papel de contato', 'says "Papel de contato": função do contato'],
  ['pt_BR', 'Muito obrigado', 'says "obrigado": agradeço: nobody’s gender is known'],
  ['ja', 'プロファイルページで変更', 'says "プロファイルページ": プロフィールページ'],
  ['ja', 'サインインしてください。', 'says "サインイン": ログイン、ログアウト'],
  ['ja', 'E メールを送信', 'says "E メール": メール'],
  ['fr', '« All users may self-authorize »', 'says "All users may self-authorize": All users can self-authorize'],
  ['nl', 'Laden...', 'says "...": …'],
  ['de', 'Wird geladen …', 'says "…": … without a space'],
  ['es', 'Dos  espacios', 'says "": single spaces'],
];

for (const [locale, message, complaint] of REFUSED_WORDS) {
  test(`${locale} does not say “${message}”`, async (t) => {
    assert.deepEqual(await textsKeepToTheirWords(await project(t, { [locale]: { key: message } })), [`${locale}: "key" ${complaint}`]);
  });
}

test('every rule on words has its example here', () => {
  for (const [locale, rules] of Object.entries(WORDS)) {
    for (const { but } of rules) assert.ok(REFUSED_WORDS.some(([where, , complaint]) => where === locale && complaint.endsWith(`: ${but}`)), `${locale}: ${but}`);
  }
  for (const { but } of NOWHERE) assert.ok(REFUSED_WORDS.some(([, , complaint]) => complaint.endsWith(`: ${but}`)), but);
});

/** @type {[string, string, RegExp][]} */
const REFUSED_MARKS = [
  ['en', 'Click "Allow"', /has ", and quotes with “”/],
  ['en', "The page's panel", /has ', and quotes/],
  ['en', 'Click “Allow', /opens and closes “” unequally/],
  ['nl', 'Klik op “Toestaan”', /has “, and quotes with ‘’/],
  ['nl', 'Klik op ‘Toestaan', /opens and closes ‘’ unequally/],
  ['de', 'Klicken Sie auf «Zulassen»', /has «, and quotes with „“/],
  ['fr', 'Cliquez sur “Autoriser”', /has “, and quotes with «»/],
  ['fr', 'Cliquez sur « Autoriser »', /lacks a no-break space/],
  ['fr', 'Quelle messagerie ?', /lacks a no-break space/],
  ['fr', 'Code : 3', /lacks a no-break space/],
  ['es', 'Haga clic en «Permitir»', /has «, and quotes with “”/],
  ['pt_BR', 'Clique em «Permitir»', /has «, and quotes with “”/],
  ['ja', '“許可”をクリック', /has “, and quotes with 「」/],
  ['ja', '送信しますか?', /has a narrow mark/],
  ['ja', 'コード: 3', /has a narrow mark/],
];

for (const [locale, message, complaint] of REFUSED_MARKS) {
  test(`${locale} does not set “${message}”`, async (t) => {
    const found = await textsHaveTheMarksOfTheirLanguage(await project(t, { [locale]: { key: message } }));
    assert.match(found.join('\n'), complaint);
  });
}

test('marks as each language has them are accepted', async (t) => {
  const sound = {
    en: 'Click “Allow” in the app’s window: https://acme.example',
    nl: 'Klik op ‘Toestaan’ in het venster, bij de client-ID’s',
    de: 'Klicken Sie auf „Zulassen“, und los geht’s',
    fr: 'Cliquez sur «\u00a0Autoriser\u00a0»\u00a0: voir https://acme.example',
    es: '¿Hizo clic en “Permitir”?',
    ja: '「許可」をクリックしますか？',
  };
  const locales = Object.fromEntries(Object.entries(sound).map(([locale, message]) => [locale, { key: message }]));
  assert.deepEqual(await textsHaveTheMarksOfTheirLanguage(await project(t, locales)), []);
});

/** The English, the other, the key and the complaint. @type {[string, string, string, RegExp][]} */
const UNLIKE = [
  ['Nothing was sent.', 'Er is niets verzonden', 'a_text', /nl: "a_text" does not end with \. as the English does/],
  ['Send it?', 'Verzenden.', 'a', /nl: "a" does not end with \?/],
  ['Made then:', 'Toen gemaakt', 'a', /nl: "a" does not end with :/],
  ['Sending…', 'Verzenden', 'a', /nl: "a" does not end with …/],
  ['Send', 'Verzenden.', 'a', /nl: "a" ends with \., the English does not/],
  ['No answer.', 'Geen antwoord', 'a_title', /en: the title "a_title" ends with a full stop/],
];

for (const [en, nl, key, complaint] of UNLIKE) {
  test(`“${en}” is not “${nl}”`, async (t) => {
    assert.match((await textsEndAlike(await project(t, { en: { [key]: en }, nl: { [key]: nl } }))).join('\n'), complaint);
  });
}

test('Japanese has its own full stop, and asks without a mark', async (t) => {
  const texts = { en: { a: 'Sent.', b: 'Was it sent?', c_title: 'It changed. Nothing was sent.' }, ja: { a: '送信しました。', b: '確認してください。', c_title: '変わりました。送信していません。' } };
  assert.deepEqual(await textsEndAlike(await project(t, texts)), []);
});

for (const name of ['MSI Actions', 'MSI_Actions_App', 'googleClientId', 'AADSTS50011', '.my.salesforce.com', '$true']) {
  test(`a translation keeps ${name}`, async (t) => {
    const texts = { en: { a: `See ${name} there` }, nl: { a: 'Kijk daar' } };
    assert.deepEqual(await textsNameTheSameThings(await project(t, texts)), [`nl: "a" lacks ${name}`]);
  });
}

/** A project of locales only. @param {import('node:test').TestContext} t @param {Record<string, Record<string, string>>} texts */
async function project(t, texts) {
  const root = await mkdtemp(join(tmpdir(), 'msi-wording-'));
  t.after(() => rm(root, { recursive: true }));
  for (const [locale, messages] of Object.entries(texts)) {
    const folder = join(root, 'extension/_locales', locale);
    await mkdir(folder, { recursive: true });
    const entries = Object.entries(messages).map(([key, message]) => [key, { message }]);
    await writeFile(join(folder, 'messages.json'), JSON.stringify(Object.fromEntries(entries)));
  }
  return root;
}
