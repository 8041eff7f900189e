// The styles that a mail may hold: how words look, and how the boxes they stand in do. A value is kept
// where it has a shape that cannot load, run or cover anything.

/** @typedef {Record<string, string>} Css values by property */

const LENGTH = /^\d{1,4}(?:\.\d+)?(?:px|pt|pc|em|rem|ex|ch|in|cm|mm|%)?$/;
const MARGIN = /^(?:auto|\d{1,4}(?:\.\d+)?(?:px|pt|pc|em|rem|ex|ch|in|cm|mm|%)?)$/;
const COLOR = /^(?:#[\da-f]{3,8}|(?:rgb|hsl)a?\([\d\s.,%/deg-]{5,40}\)|[a-z]{3,20})$/i;
const FONTS = /^[\p{L}\p{N} ,"'_.-]{1,200}$/u;
const FONT_SIZE = /^(?:(?:xx?-|xxx-)?(?:small|large)|medium|smaller|larger|(?:[1-9]\d{0,2}|\d{1,2}\.\d+)(?:px|pt|pc|em|rem|ex|ch|in|cm|mm|%))$/;
const LINE = /^(?:none|solid|dashed|dotted|double|groove|ridge|inset|outset)$/;
/** Colours that are no colour of the writer's: those around, or those of somebody's screen. */
const NO_COLOR = /^(?:inherit|initial|unset|revert|transparent|currentcolor|windowtext|window|auto|canvas|canvastext|rgba\(0, 0, 0, 0\))$/i;

/** What words hand on to words in them. @type {Record<string, RegExp>} */
const WORDS = { color: COLOR, 'background-color': COLOR, 'font-family': FONTS, 'font-size': FONT_SIZE };

/** What a line has, and hands on to lines in it. @type {Record<string, RegExp>} */
const LINES = {
  'text-align': /^(?:left|right|center|justify)$/,
  direction: /^rtl$/,
  'line-height': /^(?:\d{1,2}(?:\.\d+)?|\d{1,3}(?:\.\d+)?(?:px|pt|em|%))$/,
};

const SIDES = ['top', 'right', 'bottom', 'left'];
/** @param {string} before @param {string} after @param {RegExp} shape */
const sides = (before, after, shape) => Object.fromEntries(SIDES.map((side) => [`${before}${side}${after}`, shape]));
const BORDERS = {
  ...sides('border-', '-style', LINE),
  ...sides('border-', '-width', /^(?:thin|medium|thick|\d{1,2}(?:\.\d+)?(?:px|pt|em)?)$/),
  ...sides('border-', '-color', COLOR),
};
const SIZES = { width: LENGTH, 'max-width': LENGTH, height: LENGTH };

/** What a box has for itself. @type {Record<string, RegExp>} */
const BOX = {
  ...sides('margin-', '', MARGIN),
  ...sides('padding-', '', LENGTH),
  'background-color': COLOR,
  ...BORDERS,
  ...SIZES,
};
const CELL = { ...BOX, 'vertical-align': /^(?:top|middle|bottom|baseline)$/, 'white-space': /^nowrap$/ };

/** Of what is bold by itself. */
const BOLDNESS = { 'font-weight': /^(?:normal|[1-5]00)$/ };

/** What an element may have; no other has styles. @type {Record<string, Record<string, RegExp>>} */
const OWN = {
  span: WORDS,
  // As a button, too.
  a: { 'text-decoration': /^none$/, display: /^inline-block$/, 'background-color': COLOR, 'border-radius': LENGTH, ...sides('padding-', '', LENGTH), ...BORDERS },
  img: { ...BORDERS, ...SIZES, ...sides('margin-', '', LENGTH), 'border-radius': LENGTH, display: /^block$/, 'vertical-align': CELL['vertical-align'] },
  div: { ...BOX, ...LINES },
  p: { ...BOX, ...LINES },
  blockquote: { ...BOX, ...LINES },
  ul: { ...BOX, ...LINES, 'list-style-type': /^[a-z-]{3,20}$/ },
  ol: { ...BOX, ...LINES, 'list-style-type': /^[a-z-]{3,20}$/ },
  li: LINES,
  table: { ...BOX, ...LINES, 'border-collapse': /^(?:collapse|separate)$/, 'border-spacing': /^\d{1,2}px(?: \d{1,2}px)?$/ },
  col: { width: LENGTH },
  tr: { height: LENGTH, 'background-color': COLOR },
  td: { ...CELL, ...LINES },
  th: { ...CELL, ...LINES, ...BOLDNESS },
  caption: LINES,
  hr: { width: LENGTH, height: LENGTH, 'background-color': COLOR, ...BORDERS },
};
for (const heading of ['h1', 'h2', 'h3', 'h4', 'h5', 'h6']) OWN[heading] = { ...OWN.div, ...BOLDNESS };

/** Every property that is looked at. */
const ALL = [...new Set(Object.values(OWN).flatMap((own) => Object.keys(own)))];

/**
 * What the styles say of what a mail may hold.
 * @param {CSSStyleDeclaration} css
 * @returns {Css}
 */
export function read(css) {
  /** @type {Css} */
  const found = {};
  for (const property of ALL) {
    const value = css.getPropertyValue(property);
    if (value !== '') found[property] = value;
  }
  return found;
}

/**
 * Those that an element of this name may have.
 * @param {Css} css @param {string} name
 * @returns {Css}
 */
export function allowed(css, name) {
  /** @type {Css} */
  const kept = {};
  const own = OWN[name] ?? {};
  for (const [property, value] of Object.entries(css)) {
    const shape = own[property];
    if (shape?.test(value) && !(shape === COLOR && NO_COLOR.test(value))) kept[property] = value;
  }
  // A border needs its line; where there is none, only that says something.
  for (const side of SIDES) {
    const line = kept[`border-${side}-style`];
    if (line && line !== 'none') continue;
    delete kept[`border-${side}-width`];
    delete kept[`border-${side}-color`];
  }
  return kept;
}

/** Of words: what they hand on. @param {Css} css */
export const ofWords = (css) => allowed(css, 'span');

/** Whether it is as words are anyway. @param {string} color */
export const isBlack = (color) => /^(?:black|#000|#000000|windowtext|rgb\(0, 0, 0\))$/i.test(color);
/** Whether it is as paper is anyway. @param {string} color */
export const isWhite = (color) => /^(?:white|#fff|#ffffff|rgb\(255, 255, 255\))$/i.test(color);

/** @param {Css} css */
export function written(css) {
  return Object.entries(css)
    .map(([property, value]) => `${property}: ${value}`)
    .join('; ');
}

/** Styles that were looked at already, by element and text: a table has the same in every cell. @type {Map<string, string>} */
const seen = new Map();
const MOST_SEEN = 500;
/** Reads styles as the browser does, and applies none. */
const probe = document.implementation.createHTMLDocument('').createElement('div').style;

/**
 * Gives an element the styles that stand in an attribute and that it may have; a policy that forbids
 * styles in HTML has nothing against it.
 * @param {HTMLElement} element @param {string} attribute it is taken away
 */
export function dress(element, attribute) {
  const asked = `${element.localName} ${element.getAttribute(attribute)}`;
  element.removeAttribute(attribute);
  let css = seen.get(asked);
  if (css === undefined) {
    probe.cssText = asked.slice(element.localName.length + 1);
    const kept = allowed(read(probe), element.localName);
    probe.cssText = '';
    for (const [property, value] of Object.entries(kept)) probe.setProperty(property, value);
    css = probe.cssText;
    if (seen.size >= MOST_SEEN) seen.clear();
    seen.set(asked, css);
  }
  if (css) element.style.cssText = css;
}
