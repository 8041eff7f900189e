// What the styles of foreign HTML say, read by the browser's own parser and never applied.

import { read } from './allowed.js';
import { STYLE } from './quiet.js';

/** More rules than a mail or a spreadsheet has are not looked at. */
const MOST_RULES = 500;
const LONGEST_SHEET = 300_000;

/**
 * @typedef {object} Style what counts of an element's own styles; undefined where they say nothing
 * @property {boolean | 'lighter'} [bold]
 * @property {boolean} [italic]
 * @property {boolean} [underline]
 * @property {boolean} [strike]
 * @property {'sub' | 'sup'} [shift]
 * @property {string} [display]
 * @property {boolean} [hidden]
 * @property {boolean} [pre] line ends in the text are line ends
 * @property {import('./allowed.js').Css} [css] what a mail may hold of them
 * @property {string} [word] what Word writes of its lists, as `l0 level1 lfo1`, or `Ignore`
 */

/** The styles of a document's elements. */
export class Styles {
  /** @type {Map<string, Style>} */
  #read = new Map();
  /** @type {Map<Element, Style>} */
  #byRule = new Map();
  #probe = document.implementation.createHTMLDocument('').createElement('span').style;

  /** @param {Document} foreign @param {string[]} sheets the texts of its style sheets */
  constructor(foreign, sheets) {
    for (const text of sheets) this.#apply(foreign, text);
  }

  /** @param {Element} element @returns {Style} */
  of(element) {
    const own = element.getAttribute(STYLE);
    const byRule = this.#byRule.get(element);
    if (own === null) return byRule ?? {};
    let style = this.#read.get(own);
    if (!style) {
      this.#probe.cssText = own;
      style = { ...summary(this.#probe), ...word(own) };
      this.#read.set(own, style);
    }
    return byRule ? joined(byRule, style) : style;
  }

  /** @param {Document} foreign @param {string} text */
  #apply(foreign, text) {
    if (text.length > LONGEST_SHEET) return;
    const sheet = new CSSStyleSheet();
    try {
      sheet.replaceSync(text.replace(/<!--|-->/g, ''));
    } catch {
      return;
    }
    for (const rule of [...sheet.cssRules].slice(0, MOST_RULES)) {
      if (!(rule instanceof CSSStyleRule)) continue;
      const style = summary(rule.style);
      if (Object.keys(style).length === 0) continue;
      for (const element of matching(foreign, rule.selectorText)) {
        this.#byRule.set(element, joined(this.#byRule.get(element) ?? {}, style));
      }
    }
  }
}

/** @param {Document} foreign @param {string} selector @returns {Iterable<Element>} */
function matching(foreign, selector) {
  try {
    return foreign.querySelectorAll(selector);
  } catch {
    return []; // a selector that only a sheet may have
  }
}

/** @param {Style} below @param {Style} above @returns {Style} */
function joined(below, above) {
  const css = below.css || above.css ? { css: { ...below.css, ...above.css } } : {};
  return { ...below, ...above, ...css };
}

/** @param {CSSStyleDeclaration} css @returns {Style} */
function summary(css) {
  /** @type {Style} */
  const style = {};
  const weight = css.fontWeight;
  if (weight === 'lighter') style.bold = 'lighter';
  else if (weight === 'normal' || weight === 'initial') style.bold = false;
  else if (weight === 'bold' || weight === 'bolder') style.bold = true;
  else if (/^[\d.]+$/.test(weight)) style.bold = Number(weight) >= 600;
  const slant = css.fontStyle;
  if (/^(?:italic|oblique)/.test(slant)) style.italic = true;
  else if (slant === 'normal' || slant === 'initial') style.italic = false;
  const line = css.textDecorationLine;
  if (line !== '' && line !== 'inherit') {
    style.underline = line.includes('underline');
    style.strike = line.includes('line-through');
  }
  if (css.verticalAlign === 'sub') style.shift = 'sub';
  else if (css.verticalAlign === 'super') style.shift = 'sup';
  if (css.display !== '') style.display = css.display;
  if (css.display === 'none' || /^(?:hidden|collapse)$/.test(css.visibility)) style.hidden = true;
  const space = css.whiteSpace || css.getPropertyValue('white-space-collapse');
  if (space !== '') style.pre = /pre|break-spaces/.test(space);
  const kept = read(css);
  if (Object.keys(kept).length > 0) style.css = kept;
  return style;
}

/** What only Word's own parser reads. @param {string} css @returns {Style} */
function word(css) {
  if (!css.includes('mso-')) return {};
  const list = /mso-list:\s*([^;]+)/i.exec(css);
  return {
    ...(list && { word: list[1].trim() }),
    ...(/mso-hide:\s*all/i.test(css) && { hidden: true }),
  };
}
