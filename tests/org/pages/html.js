/**
 * HTML from data: every interpolated value is escaped unless it is HTML made here.
 */
import { escapeHtml } from '../http.js';

/** A piece of markup that needs no further escaping. */
export class Html {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
  }

  toString() {
    return this.text;
  }
}

/**
 * Template tag. Arrays are joined; null, undefined and false are nothing.
 * @param {TemplateStringsArray} strings
 * @param {...unknown} values
 * @returns {Html}
 */
export function html(strings, ...values) {
  return new Html(strings.reduce((text, string, index) => text + render(values[index - 1]) + string));
}

/**
 * A page of its own, in light and dark, with a stylesheet and no icon.
 * @param {{ title: string, stylesheet: string, body: Html }} page
 */
export function document({ title, stylesheet, body }) {
  return html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>${title}</title>
  <link rel="icon" href="data:,">
  <link rel="stylesheet" href="${stylesheet}">
</head>
<body>${body}</body>
</html>
`;
}

/**
 * A value as a JavaScript literal inside a `<script>` element.
 * `<` is escaped so that no value can end the script (HTML standard, "Restrictions for contents of script elements").
 * @param {unknown} value
 * @returns {Html}
 */
export function scriptValue(value) {
  return new Html(JSON.stringify(value).replace(/[<\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`));
}

/**
 * @param {unknown} value
 * @returns {string}
 */
function render(value) {
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map(render).join('');
  if (value === null || value === undefined || value === false) return '';
  return escapeHtml(value);
}
