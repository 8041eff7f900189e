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
