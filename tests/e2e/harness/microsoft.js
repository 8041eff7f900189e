// What the rep does on Microsoft's pages; the demo's Entra carries Entra's own ids.
import { fill, press } from './page.js';

/** @typedef {import('puppeteer-core').Page} Page */

/** Every page's primary button: Next, Sign in, Yes, Accept. */
const PRIMARY = '#idSIButton9';

/** The whole first sign-in, up to the window's end.
 * @param {Page} entra @param {{ address: string, password: string }} who */
export async function signInToEntra(entra, who) {
  await giveAddress(entra, who.address);
  await givePassword(entra, who.password);
  await staySignedIn(entra);
  await accept(entra);
}

/** Entra asks only where the application gave no hint.
 * @param {Page} entra @param {string} address @param {() => Promise<void>} [look] before Next */
export async function giveAddress(entra, address, look) {
  const first = await entra.waitForSelector('#i0116, #i0118', { visible: true });
  if (await first?.evaluate((element) => element.id !== 'i0116')) return;
  await fill(entra, '#i0116', address);
  await look?.();
  await press(entra, PRIMARY);
}

/** @param {Page} entra @param {string} password @param {() => Promise<void>} [look] before Sign in */
export async function givePassword(entra, password, look) {
  await fill(entra, '#i0118', password);
  await look?.();
  await press(entra, PRIMARY);
}

/** @param {Page} entra @param {() => Promise<void>} [look] before Yes */
export async function staySignedIn(entra, look) {
  await answer(entra, 'Stay signed in?', 'yes', look);
}

/** Permissions requested. @param {Page} entra @param {() => Promise<void>} [look] before Accept */
export async function accept(entra, look) {
  await answer(entra, 'Permissions requested', 'accept', look);
}

/** Approves the second factor that Conditional Access asks for. @param {Page} entra */
export async function approve(entra) {
  await entra.waitForSelector('::-p-text(Approve sign in request)', { visible: true });
  await press(entra, PRIMARY);
}

/** Back to the application from "Need admin approval". @param {Page} entra */
export async function returnWithoutConsent(entra) {
  await press(entra, 'button[value="return"]');
}

/**
 * @param {Page} entra @param {string} heading @param {string} value of the button
 * @param {() => Promise<void>} [look] before it is pressed
 */
async function answer(entra, heading, value, look) {
  await entra.waitForSelector(`h1::-p-text(${heading})`, { visible: true });
  await look?.();
  await press(entra, `${PRIMARY}[value="${value}"]`);
}
