// How words look, by the elements and styles around them.

import { allowed, isBlack, isWhite, ofWords, written } from './allowed.js';

/** @typedef {import('./allowed.js').Css} Css */
/** @typedef {import('./builder.js').Wrapper} Wrapper */
/** @typedef {import('./normal.js').Around} Around */
/** @typedef {import('./styles.js').Style} Style */

/**
 * @typedef {object} Look
 * @property {Wrapper} [link]
 * @property {Css} [css]
 * @property {boolean} [bold]
 * @property {boolean} [italic]
 * @property {boolean} [underline]
 * @property {boolean} [strike]
 * @property {'sub' | 'sup'} [shift]
 */

/** Where a link in a mail may lead. */
export const LINKS = /^(?:https?:|mailto:|tel:)/i;

const BOLD = new Set(['b', 'strong']);
const ITALIC = new Set(['i', 'em', 'cite', 'dfn', 'var']);
const UNDERLINED = new Set(['u', 'ins']);
const STRUCK = new Set(['s', 'strike', 'del']);
const PREFORMATTED = new Set(['listing', 'plaintext', 'pre', 'textarea']);
/** Elements among words: a colour behind them is behind the words, not behind a box. */
const INLINE = new Set([
  'a', 'abbr', 'b', 'big', 'cite', 'code', 'del', 'dfn', 'em', 'font', 'i', 'ins', 'kbd', 'label', 'mark', 'q', 's', 'samp', 'small',
  'span', 'strike', 'strong', 'sub', 'sup', 'time', 'tt', 'u', 'var',
]); // prettier-ignore

/** What elements look like by themselves, where mail programs do not agree. @type {Record<string, Css>} */
const USUAL = {
  big: { 'font-size': 'larger' },
  small: { 'font-size': 'smaller' },
  mark: { 'background-color': 'yellow' },
};
for (const typed of ['code', 'kbd', 'pre', 'samp', 'tt', 'listing', 'plaintext']) USUAL[typed] = { 'font-family': 'monospace' };
/** The sizes of <font size>, as browsers draw them. */
const FONT_SIZES = ['', '10px', '13px', '16px', '18px', '24px', '32px', '48px'];

/**
 * What holds inside of an element.
 * @param {Element} element @param {Style} style @param {Around} around
 * @returns {Around}
 */
export function inside(element, style, around) {
  const name = element.localName;
  const { link, bold, italic, underline, strike, shift } = around.look;
  /** @type {Look} */
  const look = {
    link: name === 'a' ? linkOf(element, style) : link,
    css: colours(element, style, around),
    bold: style.bold === undefined ? BOLD.has(name) || bold : style.bold === true,
    italic: style.italic ?? (ITALIC.has(name) || italic),
    // A line under or through words goes on below words that have none themselves.
    underline: underline || (UNDERLINED.has(name) ? style.underline !== false : style.underline),
    strike: strike || (STRUCK.has(name) ? style.strike !== false : style.strike),
    shift: style.shift ?? (name === 'sub' || name === 'sup' ? name : shift),
  };
  return {
    ...around,
    look,
    wrappers: wrappers(look),
    lines: { ...around.lines, ...layout(element, style) },
    onColor: around.onColor || (isBox(element, style) && (element.hasAttribute('bgcolor') || 'background-color' in (style.css ?? {}))),
    pre: style.pre ?? (around.pre || PREFORMATTED.has(name)),
    flex: /\b(?:flex|grid)\b/.test(style.display ?? ''),
  };
}

/** @param {Element} element @param {Style} style @returns {Wrapper | undefined} */
function linkOf(element, style) {
  const href = element.getAttribute('href')?.trim() ?? '';
  if (!LINKS.test(href)) return undefined;
  /** @type {Css} */
  const css = isButton(style) ? allowed(style.css ?? {}, 'a') : {};
  if (style.underline === false) css['text-decoration'] = 'none';
  return { tag: 'a', style: written(css), attributes: { href } };
}

/** Colours, font and size of the words in an element. @param {Element} element @param {Style} style @param {Around} around */
function colours(element, style, around) {
  const name = element.localName;
  const outer = { ...around.look.css };
  // Links have a colour of their own, headings a size.
  if (name === 'a' && linkOf(element, style)) delete outer.color;
  if (/^h[1-6]$/.test(name)) delete outer['font-size'];
  const own = ofWords({ ...USUAL[name], ...(name === 'font' && ofFont(element)), ...style.css });
  if (isBox(element, style) || (name === 'a' && isButton(style))) delete own['background-color'];
  if (isBlack(own.color ?? '') && !outer.color && name !== 'a' && !around.look.link) delete own.color;
  if (isWhite(own['background-color'] ?? '') && !outer['background-color'] && !around.onColor) delete own['background-color'];
  if (own['font-size']) own['font-size'] = scaled(own['font-size'], outer['font-size']);
  return { ...outer, ...own };
}

/** What <font> says. @param {Element} font @returns {Css} */
function ofFont(font) {
  /** @type {Css} */
  const css = {};
  const [color, face, size] = ['color', 'face', 'size'].map((name) => font.getAttribute(name)?.trim() ?? '');
  if (color) css.color = /^[\da-f]{6}$/i.test(color) ? `#${color}` : color;
  if (face) css['font-family'] = face;
  if (/^[1-7]$/.test(size)) css['font-size'] = FONT_SIZES[Number(size)];
  return css;
}

/** A size that depends on the one around, by that. @param {string} size @param {string | undefined} outer */
function scaled(size, outer) {
  const by = size === 'smaller' ? 0.83 : size === 'larger' ? 1.2 : size.endsWith('%') ? parseFloat(size) / 100 : /\dem$/.test(size) ? parseFloat(size) : 0;
  if (by === 0) return size;
  const [, of = '1', unit = 'em'] = /^([\d.]+)(px|pt|em|rem)$/.exec(outer ?? '') ?? [];
  return `${Math.round(Number(of) * by * 100) / 100}${unit}`;
}

/** How the lines in an element are laid out. @param {Element} element @param {Style} style @returns {Css} */
function layout(element, style) {
  if (INLINE.has(element.localName)) return {};
  const css = allowed(style.css ?? {}, 'li');
  const align = element.localName === 'center' ? 'center' : element.getAttribute('align')?.trim().toLowerCase() ?? '';
  if (/^(?:left|right|center|justify)$/.test(align) && element.localName !== 'table') css['text-align'] ??= align;
  if (element.getAttribute('dir')?.toLowerCase() === 'rtl') css.direction = 'rtl';
  return css;
}

/** @param {Style} style */
const isButton = (style) => style.display === 'inline-block';

/** @param {Element} element @param {Style} style */
function isBox(element, style) {
  const { display = '' } = style;
  if (display.startsWith('inline')) return false;
  return display !== '' || (!INLINE.has(element.localName) && !element.localName.includes('-'));
}

/** The elements that make words look so, always in the same order. @param {Look} look @returns {Wrapper[]} */
function wrappers({ link, css = {}, bold, italic, underline, strike, shift }) {
  const style = written(css);
  // Links are underlined anyway.
  const under = underline && (!link || link.style);
  const tags = [bold && 'b', italic && 'i', under && 'u', strike && 's', shift];
  return [...(link ? [link] : []), ...(style ? [{ tag: 'span', style }] : []), ...tags.flatMap((tag) => (tag ? [{ tag }] : []))];
}
