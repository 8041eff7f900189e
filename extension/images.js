// The images within a text. The bytes of each are a stored file, which its Content-ID names; what is shown is a blob of
// them. Without a store (a template) images stay as they come.

import { ADDRESS } from './foreign/normal.js';

/** What mail programs show. */
const KINDS = /^image\/(?:png|jpeg|gif|webp)$/;
/** The addresses of files that we have stored: those of somebody else's mail lead nowhere. */
const OURS = /^cid:\d{13}-[\da-f-]{36}@msi-actions$/;
/** Wider images are shown in this width, in pixels: mail programs lay out a text that is about so wide. */
const WIDEST = 600;
/** The name that browsers give to what comes from the clipboard. */
const NAMELESS = /^image\.\w+$/i;

/**
 * @typedef {object} Store
 * @property {(file: File) => [cid: string, stored: Promise<boolean>] | undefined} keep stores an image; undefined where it is refused
 * @property {(cid: string) => Promise<Blob | undefined>} find
 */

/** The images of one text. */
export class Images {
  /** The addresses of blobs, by Content-ID; a promise while one is looked for. @type {Map<string, string | Promise<void>>} */
  #shown = new Map();
  #closed = false;
  #root;
  #store;
  #unheard;

  /** @param {HTMLElement} root of the text @param {Store} store @param {(change: () => void) => void} unheard makes a change that is none of the rep's */
  constructor(root, store, unheard) {
    this.#root = root;
    this.#store = store;
    this.#unheard = unheard;
  }

  /** Shows the images in `within`; what comes as data is stored first. @param {ParentNode} within */
  adopt(within) {
    for (const image of within.querySelectorAll('img')) {
      const address = image.getAttribute(ADDRESS) ?? '';
      const source = image.getAttribute('src') ?? '';
      if (OURS.test(address)) this.#show(image, address.slice('cid:'.length));
      else if (source.startsWith('data:')) this.keep(image, fileOf(source)) || image.replaceWith(image.alt);
      // Nobody has their bytes.
      else if (address.startsWith('cid:')) image.replaceWith(image.alt);
    }
  }

  /**
   * Stores an image and shows it in an element; false where it is refused.
   * @param {HTMLImageElement} image @param {File | null} file
   */
  keep(image, file) {
    const kept = file && this.#store.keep(file);
    if (!kept) return false;
    const [cid, stored] = kept;
    const url = URL.createObjectURL(file);
    this.#shown.set(cid, url);
    image.setAttribute(ADDRESS, `cid:${cid}`);
    image.src = url;
    image.style.maxWidth = '100%';
    image.decode().then(() => narrow(image), () => {});
    stored.then((is) => is || this.#remove(cid));
    return true;
  }

  /** @param {HTMLImageElement} image @param {string} cid */
  #show(image, cid) {
    const url = this.#shown.get(cid);
    if (typeof url === 'string') {
      if (image.src !== url) image.src = url;
    } else if (!url) this.#shown.set(cid, this.#find(cid));
  }

  /** @param {string} cid */
  async #find(cid) {
    const blob = await this.#store.find(cid);
    if (!blob || this.#closed) return;
    const url = URL.createObjectURL(blob);
    this.#shown.set(cid, url);
    this.#unheard(() => this.#all(cid).forEach((image) => (image.src = url)));
  }

  /** It could not be stored. @param {string} cid */
  #remove(cid) {
    this.#all(cid).forEach((image) => image.remove());
  }

  /** @param {string} cid @returns {NodeListOf<HTMLImageElement>} */
  #all(cid) {
    return this.#root.querySelectorAll(`img[${ADDRESS}="cid:${cid}"]`);
  }

  /** Nothing is shown any more. */
  close() {
    this.#closed = true;
    for (const url of this.#shown.values()) if (typeof url === 'string') URL.revokeObjectURL(url);
  }
}

/**
 * The images on the clipboard, where they are what was copied: a table that is copied comes with a picture of itself,
 * and a copied picture with the element that showed it.
 * @param {DataTransfer | null} data
 */
export function copied(data) {
  const words = data?.getData('text/plain') || data?.getData('text/html').replace(/<style[^]*?<\/style>|<!--[^]*?-->|<[^>]*>|&nbsp;/gi, '');
  return words?.trim() ? [] : imagesIn(data?.files);
}

/** The files, where each is an image. @param {FileList | undefined} files @returns {File[]} */
export function imagesIn(files) {
  const all = [...(files ?? [])];
  return all.every(({ type }) => KINDS.test(type)) ? all : [];
}

/** What an image is called at first: as its file, where somebody gave that a name. @param {File} file */
export const wordsOf = ({ name }) => (NAMELESS.test(name) ? '' : name.replace(/\.\w{1,5}$/, ''));

/** @param {HTMLImageElement} image that is drawn */
function narrow(image) {
  const sized = image.hasAttribute('width') || image.style.width;
  if (!sized && image.naturalWidth > WIDEST) image.width = WIDEST;
}

/** The file that an address has in itself. @param {string} address */
function fileOf(address) {
  const [, kind, data] = /^data:image\/(\w+);base64,([^]*)$/i.exec(address) ?? [];
  try {
    const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
    const type = kind.toLowerCase().replace('jpg', 'jpeg');
    return new File([bytes], `image.${type}`, { type: `image/${type}` });
  } catch {
    return null; // no base64
  }
}
