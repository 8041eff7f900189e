// The panel meets the rep at every object, in every place where Salesforce shows a record.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openIn, panelOf, PLACES, RECORDS, showIn } from './harness/places.js';
import { setUpProduct } from './harness/product.js';

const product = setUpProduct('places');

for (const place of Object.keys(PLACES)) {
  test(`${place}: the panel shows the record in view, of each object, one after the other`, async () => {
    const { chromium, control } = product();
    const [first, ...others] = Object.values(RECORDS);
    const page = await openIn(chromium, control, place, first);
    await panelOf(page, first);
    for (const record of others) {
      await showIn(page, control, place, record);
      await panelOf(page, record);
    }
    await showIn(page, control, place, first);
    await panelOf(page, first);
    assert.equal(page.frames().filter((frame) => frame.url().includes('/panel.html')).length, 1, 'one panel in the tab');
  });
}

test('record pages that Visualforce overrides: in Classic by themselves, in Lightning and the console in a frame', async () => {
  const { chromium, control } = product();
  await control.settings({ visualforceOverrides: ['Lead', 'Opportunity'] });
  for (const place of Object.keys(PLACES)) {
    const page = await openIn(chromium, control, place, RECORDS.lead);
    assert.equal(new URL(page.url()).hostname.endsWith('.vf.force.com'), place === 'Classic', page.url());
    await panelOf(page, RECORDS.lead);
    await showIn(page, control, place, RECORDS.opportunity);
    await panelOf(page, RECORDS.opportunity);
    assert.equal(page.frames().filter((frame) => frame.url().includes('/panel.html')).length, 1, 'one panel in the tab');
    await page.close();
  }
});
