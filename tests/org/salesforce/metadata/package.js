import { TYPES } from './components.js';
import { Package, readRoot } from './types.js';
import { parseXml, XmlError } from './xml.js';

/**
 * What a deployed archive says: its components, and what is wrong with it, file by file.
 * @typedef {import('./components.js').Component} Component
 * @typedef {{ fullName: string, fileName: string, componentType: string, problem: string, problemType: 'Error' | 'Warning', lineNumber?: number, columnNumber?: number }} Failure
 */

/**
 * @param {Map<string, string>} files of one package, by their path below its package.xml
 * @param {{ newest: number, allowMissingFiles: boolean }} options `newest` API version
 * @returns {{ components: Component[], failures: Failure[] }}
 */
export function readPackage(files, { newest, allowMissingFiles }) {
  const manifest = files.get('package.xml');
  if (manifest === undefined) return { components: [], failures: [failure('package.xml', 'No package.xml found')] };
  /** @type {Failure[]} */
  const failures = [];
  const named = attempt(failures, 'package.xml', '', 'package.xml', () => readRoot(parseXml(manifest), Package));
  if (!named) return { components: [], failures };
  const version = Number(named.version);
  if (named.version !== undefined && !(Number.isInteger(version) && version >= 7 && version <= newest)) {
    return { components: [], failures: [failure('package.xml', `Invalid version specified:${named.version}`)] };
  }
  /** @type {Component[]} */
  const components = [];
  const used = new Set(['package.xml']);
  for (const { name, members } of named.types) {
    if (!Object.hasOwn(TYPES, name)) {
      failures.push(failure('package.xml', `Unknown type name '${name}' specified in package.xml`));
      continue;
    }
    const found = componentsOf(files, name, used, failures);
    components.push(...found.filter(({ fullName }) => members.includes(fullName) || members.includes('*')));
    for (const member of members) {
      if (member === '*' || found.some(({ fullName }) => fullName === member) || failures.some(({ fullName }) => fullName === member)) continue;
      failures.push(failure('package.xml', `An object '${member}' of type ${name} was named in package.xml, but was not found in zipped directory`,
        allowMissingFiles ? 'Warning' : 'Error'));
    }
    for (const { fullName, fileName } of found) {
      if (!members.includes(fullName) && !members.includes('*')) failures.push({ ...failure(fileName, 'Not in package.xml', 'Warning'), fullName, componentType: name });
    }
  }
  for (const path of files.keys()) if (!used.has(path)) failures.push(failure(path, 'Not in package.xml', 'Warning'));
  return { components, failures };
}

/** @type {(files: Map<string, string>, type: string, used: Set<string>, failures: Failure[]) => Component[]} */
function componentsOf(files, type, used, failures) {
  const { folder, suffix, schema } = TYPES[type];
  return [...files].flatMap(([fileName, text]) => {
    const name = new RegExp(`^${folder}/([^/]+)\\.${suffix}$`).exec(fileName)?.[1];
    if (name === undefined) return [];
    // One folder holds custom objects and metadata types, and objects with fields of our own.
    if (folder === 'objects' && /__(mdt|c)$/.test(name) !== (type === 'CustomObject')) return [];
    used.add(fileName);
    const value = attempt(failures, fileName, type, name, () => readRoot(parseXml(text), schema));
    if (!value) return [];
    if (type !== 'CustomField') return [{ type, fullName: name, fileName, value }];
    return value.fields.map((/** @type {any} */ field) => ({ type, fullName: `${name}.${field.fullName}`, fileName, value: field }));
  });
}

/** @type {(failures: Failure[], fileName: string, componentType: string, fullName: string, parse: () => any) => any} */
function attempt(failures, fileName, componentType, fullName, parse) {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    failures.push({ fullName, fileName, componentType, problem: error.message, problemType: 'Error', lineNumber: error.line, columnNumber: error.column });
    return undefined;
  }
}

/** @type {(fileName: string, problem: string, problemType?: 'Error' | 'Warning') => Failure} */
export function failure(fileName, problem, problemType = 'Error') {
  return { fullName: fileName, fileName, componentType: '', problem, problemType };
}
