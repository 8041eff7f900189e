// Attributes of tables and images that mail programs read, with values that mean something.

const SIZE = /^\d{1,4}%?$/;
const COUNT = /^[1-9]\d?$/;
const COLOR = /^(?:#?[\da-f]{6}|#[\da-f]{3}|[a-z]{3,20})$/i;
const ACROSS = /^(?:left|center|right|justify)$/i;
const DOWN = /^(?:top|middle|bottom|baseline)$/i;

const CELL = { colspan: COUNT, rowspan: COUNT, width: SIZE, height: SIZE, align: ACROSS, valign: DOWN, bgcolor: COLOR, nowrap: /^.{0,10}$/ };

/** @type {Record<string, Record<string, RegExp>>} */
const KNOWN = {
  table: { width: SIZE, border: /^\d{1,2}$/, cellpadding: /^\d{1,2}$/, cellspacing: /^\d{1,2}$/, align: ACROSS, bgcolor: COLOR },
  caption: {},
  colgroup: {},
  col: { width: SIZE, span: COUNT },
  thead: {},
  tbody: {},
  tfoot: {},
  tr: { height: SIZE, align: ACROSS, valign: DOWN, bgcolor: COLOR },
  td: CELL,
  th: CELL,
  img: { width: SIZE, height: SIZE },
  ol: { start: /^\d{1,5}$/, type: /^[1aAiI]$/ },
};

/** The names of the attributes that an element may have. @param {string} name */
export const attributeNames = (name) => Object.keys(KNOWN[name] ?? {});

/**
 * Those that it has.
 * @param {Element} element
 * @returns {Record<string, string>}
 */
export function attributes(element) {
  /** @type {Record<string, string>} */
  const kept = {};
  for (const [name, shape] of Object.entries(KNOWN[element.localName] ?? {})) {
    const value = element.getAttribute(name)?.trim().replace(/px$/i, '');
    if (value !== undefined && shape.test(value)) kept[name] = value;
  }
  return kept;
}
