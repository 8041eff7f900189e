// Emoji that pages and mail programs show as images: the words of such an image are the emoji.

const PICTURES = /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|[\u200d\ufe0e\ufe0f\u20e3#*0-9\s]|[\u{e0020}-\u{e007f}])+$/u;
const PICTURE = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u;

/**
 * The emoji that an image shows; '' for every other image.
 * @param {Element} image
 */
export function emoji(image) {
  const of = (/** @type {string} */ name) => image.getAttribute(name)?.trim() ?? '';
  const alt = of('alt');
  if (PICTURES.test(alt) && PICTURE.test(alt)) return alt;
  const own = of('data-emoji') || of('data-stringify-emoji') || of('data-emoji-char');
  const marked = [...image.attributes].some(({ name, value }) => /emoji|emoticon/i.test(name === 'alt' ? '' : `${name} ${value}`));
  return marked ? alt || own || of('aria-label') || of('title') : '';
}
