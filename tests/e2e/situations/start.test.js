// Installed from the store, with no policy and no invitation: what can be pasted, and what is refused before
// anything is asked of anybody.
import assert from 'node:assert/strict';
import { before, beforeEach, describe, test } from 'node:test';
import { MSI_ACTIONS_CLIENT_ID } from '../../org/google/clients.js';
import { invitationLink } from '../../org/mailbox/invitation.js';
import { EXTENSION_ID } from '../harness/browser.js';
import { goBackTo, thisMoment } from '../harness/moment.js';
import { pressPrimary, says } from '../harness/page.js';
import { sharedProduct } from '../harness/product.js';
import { JO, SANDBOX } from '../harness/rep.js';
import { until } from '../harness/wait.js';

/** @typedef {import('../harness/product.js').Product} Product */

const FORTNIGHT = 15 * 24 * 3600_000;
const link = invitationLink({ to: JO.address, now: Date.now() });

describe('installed from the store', () => {
  const shared = sharedProduct('installed from the store');
  /** @type {import('../harness/moment.js').Moment} */
  let moment;
  before(async () => {
    await at(shared(), 'NotInvited');
    moment = await thisMoment(shared());
  });
  beforeEach(() => goBackTo(moment, shared()));

  test('nobody is invited: how to be, and nothing is asked of anybody', async () => {
    const it = shared();
    const popup = await at(it, 'NotInvited');
    await says(popup, it.text('not_invited_title'));
    assert.equal(await popup.$('[data-fault]'), null);
    assert.deepEqual(await it.control.askedByExtension(), []);
  });

  /** @type {[string, string, string][]} */
  const refused = [
    ['half a link is pasted', link.slice(0, -40), 'onboarding.invitation_unreadable'],
    ['a look-alike of the org’s host invites', link.replace('acme.my.salesforce.com/', 'acme.my.salesforce.com.invite.example/'), 'onboarding.invitation_host'],
    ['the invitation has expired', invitationLink({ to: JO.address, now: Date.now() - FORTNIGHT }), 'onboarding.invitation_expired'],
    ['an invitation of the first kind', ofVersion(1, link), 'onboarding.invitation_outdated'],
    ['a newer version made the invitation', ofVersion(99, link), 'onboarding.invitation_newer'],
  ];
  for (const [what, pasted, code] of refused) {
    test(what, async () => {
      const it = shared();
      const popup = await paste(it, pasted);
      const key = `fault_${code.replaceAll('.', '_')}`;
      await popup.waitForSelector(`[data-fault="${code}"]`, { visible: true });
      await says(popup, it.text(`${key}_title`));
      await says(popup, it.text(`${key}_text`));
      assert.deepEqual(await it.control.askedByExtension(), [], 'nothing is asked of anybody');

      await paste(it, link);
      await says(await at(it, 'Activate'), 'acme.my.salesforce.com');
    });
  }

  /** @type {[string, string][]} */
  const taken = [
    ['a link among words is taken, and the org shown', `Get started:\n<${link}>\nRobin`],
    ['a link that the mail program broke is taken, and the org shown', `${link.slice(0, 70)}\n${link.slice(70)}`],
  ];
  for (const [what, pasted] of taken) {
    test(what, async () => {
      const it = shared();
      await paste(it, pasted);
      const popup = await at(it, 'Activate');
      await says(popup, 'acme.my.salesforce.com');
      await says(popup, JO.address);
      assert.deepEqual(await it.control.askedByExtension(), [], 'nothing is asked before the rep agrees');
    });
  }
});

describe('a page that opens forged links to the genuine org', () => {
  const shared = sharedProduct('forged links');
  const STRANGER = '999999999999-stranger.apps.googleusercontent.com';

  test('nothing of them reaches a provider, a swapped key is revoked and refused, and no popup opens by itself', async () => {
    const it = shared();
    const { chromium, control, rep, text } = it;
    await at(it, 'NotInvited').then((popup) => popup.close());
    const stranger = await control.makeApp({ callbacks: [`https://${EXTENSION_ID}.chromiumapp.org/salesforce`] });
    const page = await chromium.tab('https://mail.example/');
    await opens(page, forged({ consumerKey: stranger, google: STRANGER, microsoft: null, tenant: null }));
    const welcome = await rep.welcomePage();
    await says(welcome, 'acme.my.salesforce.com');
    assert.equal(await chromium.openPopup(), undefined, 'a page opens no popup');
    await pressPrimary(welcome);
    await at(it, 'Activate');

    // Whatever is opened meanwhile, the popup stays where it is.
    await opens(page, forged({ org: SANDBOX.host }, SANDBOX.host));
    await chromium.pageAt((url) => url.hash.startsWith('#/welcome/'), 'the invitation to use or not');
    await says(await chromium.popup(), 'acme.my.salesforce.com');

    await pressPrimary(await at(it, 'Activate'));
    await rep.signInToSalesforce();
    const popup = await until('the refusal', async () => {
      const popup = await chromium.popup();
      return (await popup.$('[data-fault="onboarding.other_app"]')) ? popup : undefined;
    });
    await says(popup, text('fault_onboarding_other_app_title'));
    const asked = await control.askedByExtension();
    assert.ok(asked.some(({ path }) => path.startsWith('/services/oauth2/revoke')), 'revoked');
    const kept = await (await chromium.worker()).evaluate(() => chrome.storage.local.get(null));
    assert.deepEqual(Object.keys(kept).filter((key) => key.startsWith('salesforce.session/')), []);

    await opens(page, invitationLink({ to: JO.address, now: Date.now() }));
    await pressPrimary(await at(it, 'Activate'));
    await rep.signInToSalesforce();
    await pressPrimary(await rep.popupShowing(text('start')));
    await pressPrimary(await rep.popupShowing(text('intro_title')));
    await pressPrimary(await rep.popupShowing(text('choose_mail_title')));
    await rep.googleSignIn();
    const log = await control.log();
    const clients = log.filter(({ host, query }) => host === 'accounts.google.com' && query.includes('client_id='))
      .map(({ query }) => new URLSearchParams(query).get('client_id'));
    assert.deepEqual([...new Set(clients)], [MSI_ACTIONS_CLIENT_ID], 'the org’s own client, and no other');
    assert.ok(!JSON.stringify(log).includes(STRANGER), 'the stranger’s is named nowhere');
  });

  /** A link to the genuine host that says more. @param {Record<string, unknown>} said @param {string} [host] */
  function forged(said, host = 'acme.my.salesforce.com') {
    const [, written = ''] = link.split('#msi=');
    const setUp = { ...JSON.parse(Buffer.from(written, 'base64url').toString()), ...said };
    return `https://${host}/.well-known/openid-configuration#msi=${Buffer.from(JSON.stringify(setUp)).toString('base64url')}`;
  }

  /** @param {import('puppeteer-core').Page} page @param {string} link */
  async function opens(page, link) {
    await page.evaluate((link) => { window.open(link, '_blank', 'noopener'); }, link);
  }
});

/** Pastes into the one field there is, and goes on. @param {Product} it @param {string} pasted */
async function paste(it, pasted) {
  const popup = await at(it, 'NotInvited');
  await popup.focus('#link');
  await popup.evaluate((pasted) => {
    document.execCommand('selectAll');
    document.execCommand('insertText', false, pasted);
  }, pasted);
  await pressPrimary(popup);
  return popup;
}

/** The popup at a screen. @param {Product} it @param {string} screen */
function at({ chromium }, screen) {
  return until(`the popup at ${screen}`, async () => {
    const popup = await chromium.popup();
    return (await popup.$(`[data-screen="${screen}"]`)) ? popup : undefined;
  });
}

/** The same invitation, by another version. @param {number} v @param {string} link */
function ofVersion(v, link) {
  const [page = '', written = ''] = link.split('#msi=');
  const setUp = JSON.parse(Buffer.from(written, 'base64url').toString());
  return `${page}#msi=${Buffer.from(JSON.stringify({ ...setUp, v })).toString('base64url')}`;
}
