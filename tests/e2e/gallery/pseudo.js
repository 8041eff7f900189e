// The texts of a language that nobody speaks: each word in accents and 40 % longer, as translations
// of English tend to be. What does not look like it in a view is not translated.

/** @typedef {Record<string, { message: string }>} Messages */

const ACCENTS = new Map([...'aàeéiïoöuüAÀEÉIÏOÖUÜcçnñ'.matchAll(/(.)(.)/gu)].map(([, plain, accent]) => [plain, accent]));

/** @param {Messages} messages @returns {Messages} */
export const pseudo = (messages) =>
  Object.fromEntries(Object.entries(messages).map(([key, entry]) => [key, { ...entry, message: longer(key, entry.message) }]));

/** @param {string} key @param {string} message */
function longer(key, message) {
  // The language itself goes to Intl; names stay as they are in every language.
  if (key === 'language' || /^provider_/.test(key)) return message;
  // Words of more words, not of more letters: text wraps where a translation would.
  return message.replace(/[\p{L}’']+|\$\d/gu, (word, at) => {
    if (word.startsWith('$')) return word;
    const accented = [...word].map((letter) => ACCENTS.get(letter) ?? letter).join('');
    const more = 'ëxträ'.slice(0, Math.max(1, Math.round(word.length * 0.4)));
    return at % 3 === 2 ? `${accented} ${more}` : accented + more;
  });
}
