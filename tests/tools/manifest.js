// Checks the package as a store or a browser would see it, without the WebAssembly module.
//
// Two tools, since no one linter knows Chrome's Manifest V3:
//  - TypeScript compares manifest.json with Chrome's own description of it (@types/chrome is
//    generated from Chromium's API definitions): unknown keys, unknown permissions, wrong types.
//  - Mozilla's addons-linter reads the whole package: locales, icons, dangerous JavaScript,
//    inline scripts. What it says about Firefox alone is left out, see FIREFOX_ONLY.
// What neither sees, that every named file exists, is checked here.

import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { promisify } from 'node:util';
import { BUILT, ROOT, filesBelow, layOut } from './package-files.js';

const run = promisify(execFile);

/** Messages of addons-linter that say "Firefox is different", with the reason to ignore each. */
const FIREFOX_ONLY = new Map([
  ['ADDON_ID_REQUIRED', 'Chrome derives the id from "key"'],
  ['BACKGROUND_SERVICE_WORKER_NOFALLBACK', 'Chrome has service workers and no background scripts'],
  ['MISSING_DATA_COLLECTION_PERMISSIONS', 'a key of addons.mozilla.org'],
  ['UNSUPPORTED_API', 'lists what Firefox lacks; tsc knows which chrome.* exist'],
  ['MANIFEST_PERMISSIONS', 'Firefox has no side panel; tsc knows which permissions exist'],
  ['STORAGE_MANAGED', 'Firefox wants an id for it; Chrome derives ours from "key"'],
  ['MANIFEST_UNUSED_UPDATE', 'Firefox takes no update_url here'],
]);

if (process.argv[1] === import.meta.filename) {
  const folder = join(ROOT, 'target/check/unpacked');
  await layOut(folder);
  const problems = [
    ...(await typeProblems(join(folder, 'manifest.json'))),
    ...(await missingFiles(folder)),
    ...rules(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'))),
    ...(await linterProblems(folder)),
  ];
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
}

/**
 * What TypeScript finds wrong with a manifest.
 * @param {string} manifest its path
 * @returns {Promise<string[]>}
 */
export async function typeProblems(manifest) {
  const folder = join(ROOT, 'target/check/types');
  await mkdir(folder, { recursive: true });
  const options = { strict: true, noEmit: true, skipLibCheck: true, types: ['chrome'] };
  const typeRoots = [join(ROOT, 'tests/node_modules/@types')];
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: { ...options, typeRoots }, files: ['manifest.ts'] }),
  );
  // As text, because TypeScript widens the strings of an imported JSON file. Chrome's type
  // would take any key besides the ones it names.
  const named = 'type Named<T> = { [K in keyof T as string extends K ? never : K]: T[K] };';
  const text = `export const manifest: Named<chrome.runtime.ManifestV3> = ${await readFile(manifest, 'utf8')};`;
  await writeFile(join(folder, 'manifest.ts'), `${text}\n${named}\n`);
  return run(process.execPath, [join(ROOT, 'tests/node_modules/typescript/bin/tsc'), '--project', folder]).then(
    () => [],
    (error) => String(error.stdout).trim().split('\n'),
  );
}

/**
 * What addons-linter says about an unpacked extension, Firefox's own rules left out.
 * @param {string} folder
 * @returns {Promise<string[]>}
 */
export async function linterProblems(folder) {
  const linter = join(ROOT, 'tests/node_modules/addons-linter/bin/addons-linter');
  const args = [linter, '--output', 'json', '--min-manifest-version', '3', '--self-hosted', folder];
  const options = { maxBuffer: 1 << 24 };
  // The linter exits with 1 when it has something to say.
  const { stdout } = await run(process.execPath, args, options).catch((error) => error);
  const report = JSON.parse(stdout);
  /** @type {{ code: string, message: string, file?: string, line?: number }[]} */
  const messages = [...report.errors, ...report.warnings];
  return messages
    .filter(({ code, file }) => !FIREFOX_ONLY.has(code) && !file?.startsWith('lib/')) // lib: others' code, pinned by npm
    .map(({ code, message, file, line }) => `${file ?? 'package'}:${line ?? 1} ${code}: ${message}`);
}

/**
 * Files that manifest.json or an html page names and that are not there.
 * @param {string} folder
 * @returns {Promise<string[]>}
 */
export async function missingFiles(folder) {
  const there = new Set([...(await filesBelow(folder)), ...BUILT]);
  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
  const named = filesOfManifest(manifest).map((file) => ({ by: 'manifest.json', file }));
  for (const page of [...there].filter((file) => file.endsWith('.html'))) {
    for (const [, link] of (await readFile(join(folder, page), 'utf8')).matchAll(/\s(?:src|href)="([^"#?]+)/g)) {
      const file = link.startsWith('/') ? link.slice(1) : posix.join(dirname(page), link);
      if (!/^[a-z]+:/.test(link)) named.push({ by: page, file });
    }
  }
  return named.filter(({ file }) => !there.has(file)).map(({ by, file }) => `${by} names ${file}, which is not there`);
}

/**
 * What we want of a manifest beyond its type.
 * @param {chrome.runtime.ManifestV3} manifest
 * @returns {string[]}
 */
export function rules(manifest) {
  // What is kept would outlive a private window, and the window would have the rep's sign-ins.
  return manifest.incognito === 'not_allowed' ? [] : ['manifest.json: the extension would run in private windows'];
}

/**
 * @param {chrome.runtime.ManifestV3} manifest
 * @returns {string[]}
 */
function filesOfManifest(manifest) {
  const icon = manifest.action?.default_icon;
  return [
    ...Object.values(manifest.icons ?? {}),
    ...(typeof icon === 'string' ? [icon] : Object.values(icon ?? {})),
    manifest.action?.default_popup,
    manifest.background?.service_worker,
    manifest.options_ui?.page,
    manifest.side_panel?.default_path,
    manifest.storage?.managed_schema,
    ...(manifest.sandbox?.pages ?? []),
    ...(manifest.content_scripts ?? []).flatMap((entry) => [...(entry.js ?? []), ...(entry.css ?? [])]),
    ...(manifest.web_accessible_resources ?? []).flatMap((entry) => entry.resources),
  ].filter((file) => file !== undefined && !file.includes('*'));
}
