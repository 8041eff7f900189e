// Files that exist in the package only.

/** The glue that wasm-bindgen generates; its exports are those of src/entry. */
declare module '*/pkg/worker.js';
declare module '*/pkg/panel.js';
declare module '*/pkg/popup.js';
declare module '*/pkg/app.js';

/** The sanitiser, copied from the npm package of the same name. */
declare module '*/lib/purify.js' {
  export { default } from 'dompurify';
}

/** The editor, copied from the npm package squire-rte, whose own types do not resolve here: what we use of it. */
declare module '*/lib/squire.js' {
  export default class Squire {
    constructor(root: HTMLElement, config: object);
    setKeyHandler(key: string, handler: null): this;
    addEventListener(type: string, heard: (event: Event) => void): this;
    fireEvent(type: string, event: Event): this;
    getRoot(): HTMLElement;
    _setRawHTML(html: string): this;
    setHTML(html: string): this;
    insertHTML(html: string): this;
    getSelection(): Range;
    setSelection(range: Range): this;
    hasFormat(tag: string): boolean;
    changeFormat(add: { tag: string, attributes: Record<string, string> } | null, remove: { tag: string, attributes?: Record<string, string> }): this;
    getFontInfo(): { fontSize?: string };
    saveUndoState(): this;
    insertElement(element: Element): this;
    modifyDocument(change: () => void): this;
    removeAllFormatting(): this;
    makeLink(address: string): this;
    removeLink(): this;
    undo(): this;
    redo(): this;
    focus(): this;
    destroy(): void;
  }
}
