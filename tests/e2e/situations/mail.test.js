// Connecting a mailbox where the account, its administrator or the provider does not let the rep through.
import { describe } from 'node:test';
import { givePassword, returnWithoutConsent, staySignedIn } from '../harness/microsoft.js';
import { fill, press } from '../harness/page.js';
import { JO } from '../harness/rep.js';
import { popupAt, situationsFrom, throughEntra, throughGoogle } from '../harness/situation.js';

/** @typedef {import('../harness/product.js').Product} Product */

/** Jo's own account, which is not the one that Acme gave her. */
const PRIVATE = 'jo.devries@private.example';
const CONNECTED = ['MailConnected', 'Signature'];

describe('connecting Gmail', () => {
  const { situation } = situationsFrom('connecting Gmail', {
    nothingAt: ['google'],
    prepare: ({ rep }) => rep.setUpToMail(),
    again: ({ rep }, popup) => rep.chooseGmail(popup),
    goesOn: (it) => throughGoogle(it, () => popupAt(it, CONNECTED)),
  });

  situation('the window of Google is closed', {
    meet: async (it) => (await google(it)).close(),
    shows: 'mailbox.sign_in_unfinished', move: 'google',
  });

  situation('the rep cancels at Google', {
    meet: async (it) => press(await googleConsent(it), 'button[value=cancel]'),
    shows: 'mailbox.sign_in_unfinished', move: 'google',
  });

  situation('the rep unticks the right to send', {
    meet: async (it) => {
      const consent = await googleConsent(it);
      await press(consent, 'input[name=scope]');
      await press(consent, 'button[value=continue]');
    },
    shows: 'mailbox.no_right', move: 'google',
  });

  situation('Google’s administrator has not approved the app', {
    settings: { googleApp: 'blocked' },
    meet: signInAtGoogle,
    shows: 'mailbox.sign_in_not_loaded', move: 'google',
  });

  situation('Google’s administrator allows no app of others', {
    settings: { googleApp: 'restricted' },
    meet: signInAtGoogle,
    shows: 'mailbox.sign_in_not_loaded', move: 'google',
  });

  situation('Google’s page of refusal stays open', {
    settings: { googleApp: 'blocked', googleErrorPagesStay: true },
    meet: async (it) => {
      const page = await signInAtGoogle(it);
      await page.waitForSelector('::-p-text(Access blocked)', { visible: true });
      await page.close();
    },
    shows: 'mailbox.sign_in_unfinished', move: 'google',
  });

  situation('the app is for another organisation’s people', {
    meet: async (it) => signInAtGoogle(it, PRIVATE),
    shows: 'mailbox.sign_in_not_loaded', move: 'google',
  });

  situation('another address than Salesforce’s signs in at Google', {
    meet: async (it) => press(await googleConsent(it, 'sam@acme.example'), 'button[value=continue]'),
    shows: 'mailbox.address_differs', move: 'google',
  });
});

describe('connecting Outlook', () => {
  const { situation } = situationsFrom('connecting Outlook', {
    nothingAt: ['microsoft'],
    prepare: ({ rep }) => rep.setUpToMail(),
    again: ({ rep }, popup) => rep.chooseOutlook(popup),
    goesOn: (it) => throughEntra(it, () => popupAt(it, CONNECTED)),
  });

  situation('the tenant wants an administrator’s consent', {
    settings: { microsoftUserConsent: false },
    meet: async (it) => returnWithoutConsent(await entraSignedIn(it)),
    shows: 'mailbox.microsoft_unfinished', move: 'microsoft',
  });

  situation('the rep does not accept at Microsoft', {
    meet: async (it) => press(await entraSignedIn(it), 'button[value="cancel"]'),
    shows: 'mailbox.consent_declined', move: 'microsoft',
  });

  situation('Conditional Access wants another device', {
    settings: { microsoftConditionalAccess: 'device' }, meet: isBlocked,
    shows: 'mailbox.microsoft_unfinished', move: 'microsoft',
  });

  situation('Conditional Access blocks the rep', {
    settings: { microsoftConditionalAccess: 'blocked' }, meet: isBlocked,
    shows: 'mailbox.microsoft_unfinished', move: 'microsoft',
  });
});

/** Google's window, at the address. @param {Product} it */
async function google({ chromium, rep }) {
  await rep.chooseGmail(await chromium.popup());
  const page = await rep.googleSignIn();
  await page.waitForSelector('#identifierId', { visible: true });
  return page;
}

/** @param {Product} it @param {string} [address] */
async function signInAtGoogle(it, address = JO.address) {
  const page = await google(it);
  await fill(page, '#identifierId', address);
  await press(page, '#identifierNext button');
  await fill(page, 'input[name=Passwd]', JO.password);
  await press(page, '#passwordNext button');
  return page;
}

/** @param {Product} it @param {string} [address] */
async function googleConsent(it, address) {
  const page = await signInAtGoogle(it, address);
  await page.waitForSelector('button[value=continue]', { visible: true });
  return page;
}

/** Microsoft's window, signed in. @param {Product} it */
async function entraSignedIn({ chromium, rep }) {
  await rep.chooseOutlook(await chromium.popup());
  const entra = await rep.microsoftSignIn();
  await givePassword(entra, JO.password);
  await staySignedIn(entra);
  return entra;
}

/** A page without a way back. @param {Product} it */
async function isBlocked(it) {
  const entra = await entraSignedIn(it);
  await entra.waitForSelector('::-p-text(You cannot access this right now)', { visible: true });
  await entra.close();
}
