// Installed from the store, with no policy and no invitation: what can be pasted, and what is refused before
// anything is asked of anybody.
import assert from 'node:assert/strict';
import { before, beforeEach, describe, test } from 'node:test';
import { invitationLink } from '../../org/mailbox/invitation.js';
import { goBackTo, thisMoment } from '../harness/moment.js';
import { pressPrimary, says } from '../harness/page.js';
import { sharedProduct } from '../harness/product.js';
import { JO } from '../harness/rep.js';
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
