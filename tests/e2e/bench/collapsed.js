// A record page with the panel collapsed: what most pages are for most reps.
import { pressButton } from '../harness/page.js';
import { until } from '../harness/wait.js';

/** @param {import('../bench.js').It} it */
export async function collapsedRecord({ rep, control, text }) {
  const page = await rep.openRecord(control, 'Lead', 'Ada Lovelace');
  await page.bringToFront();
  await page.waitForSelector('msi-actions-panel');
  // It stays as it was left on another page.
  const collapsed = () => page.frames().every((frame) => !frame.url().includes('panel.html'));
  if (!collapsed()) await pressButton(await rep.panel(page, 'Analytical Engines'), text('panel_collapse'));
  await until('the panel to collapse', collapsed);
  return page;
}
