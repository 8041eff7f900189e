// Files that exist in the package only.

/** The glue that wasm-bindgen generates; its exports are those of src/entry/worker.rs. */
declare module '*/pkg/worker.js';

/** The sanitiser, copied from the npm package of the same name. */
declare module '*/lib/purify.js' {
  export { default } from 'dompurify';
}
