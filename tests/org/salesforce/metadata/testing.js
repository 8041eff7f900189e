import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import yazl from 'yazl';

/** What the tests of deploys share: the files of a deploy as the product sends them. */

export const NS = 'xmlns="http://soap.sforce.com/2006/04/metadata"';
export const HEAD = '<?xml version="1.0" encoding="UTF-8"?>';
export const FILES = Object.freeze({
  'package.xml': `${HEAD}<Package ${NS}>
    <types><members>MSI_Actions</members><name>CustomPermission</name></types>
    <types><members>MSI_Actions</members><name>PermissionSet</name></types>
    <version>60.0</version></Package>`,
  'customPermissions/MSI_Actions.customPermission': `${HEAD}<CustomPermission ${NS}>
    <isLicensed>false</isLicensed><label>MSI Actions</label></CustomPermission>`,
  'permissionsets/MSI_Actions.permissionset': `${HEAD}<PermissionSet ${NS}>
    <customPermissions><enabled>true</enabled><name>MSI_Actions</name></customPermissions>
    <label>MSI Actions</label>
    <userPermissions><enabled>true</enabled><name>ApiEnabled</name></userPermissions></PermissionSet>`,
});

/** The custom metadata type for the ids of the apps, with its record and who may read it. */
export const WITH_RECORD = Object.freeze({
  ...FILES,
  'package.xml': FILES['package.xml'].replace('<types>', '<types><members>MSI_Actions_App.Default</members><name>CustomMetadata</name></types>'
    + '<types><members>MSI_Actions_App__mdt</members><name>CustomObject</name></types><types>'),
  'objects/MSI_Actions_App__mdt.object': `${HEAD}<CustomObject ${NS}>
    <fields><fullName>Consumer_Key__c</fullName><fieldManageability>DeveloperControlled</fieldManageability><label>Consumer Key</label>
    <length>255</length><required>false</required><type>Text</type></fields>
    <label>MSI Actions App</label><pluralLabel>MSI Actions Apps</pluralLabel><visibility>Public</visibility></CustomObject>`,
  'customMetadata/MSI_Actions_App.Default.md': `${HEAD}<CustomMetadata xmlns:xsd="http://www.w3.org/2001/XMLSchema"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ${NS}>
    <label>Default</label><protected>false</protected>
    <values><field>Consumer_Key__c</field><value xsi:type="xsd:string">3MVG9x</value></values>
    <values><field>Google_Client_Id__c</field><value xsi:nil="true"/></values></CustomMetadata>`,
  'permissionsets/MSI_Actions.permissionset': FILES['permissionsets/MSI_Actions.permissionset'].replace('<customPermissions>',
    '<customMetadataTypeAccesses><enabled>true</enabled><name>MSI_Actions_App__mdt</name></customMetadataTypeAccesses><customPermissions>'),
});

const PACKAGE = join(import.meta.dirname, '../../../../extension/salesforce/with-fields/main/default');

/**
 * The custom objects as the product deploys them, with what its permission set says of them: the DX package's own files in one archive.
 * @returns {Record<string, string>}
 */
export function withObjects() {
  const read = (/** @type {string[]} */ ...path) => readFileSync(join(PACKAGE, ...path), 'utf8');
  const names = readdirSync(join(PACKAGE, 'objects')).filter((name) => name.endsWith('__c'));
  const inside = (/** @type {string} */ text, /** @type {string} */ element) => new RegExp(`<${element} [^>]*>(.*)</${element}>`, 's').exec(text)?.[1] ?? '';
  const objects = names.map((name) => {
    const fields = readdirSync(join(PACKAGE, 'objects', name, 'fields'))
      .map((file) => `<fields>${inside(read('objects', name, 'fields', file), 'CustomField')}</fields>`);
    const object = inside(read('objects', name, `${name}.object-meta.xml`), 'CustomObject');
    return [`objects/${name}.object`, `${HEAD}<CustomObject ${NS}>${fields.join('')}${object}</CustomObject>`];
  });
  const given = read('permissionsets', 'MSI_Actions.permissionset-meta.xml');
  const rights = ['fieldPermissions', 'objectPermissions'].flatMap((element) => given.match(new RegExp(`<${element}>.*?</${element}>`, 'gs')) ?? []);
  const ours = rights.filter((text) => names.some((name) => text.includes(`>${name}`)));
  const members = names.map((name) => `<members>${name}</members>`).join('');
  const set = 'permissionsets/MSI_Actions.permissionset';
  return {
    ...FILES,
    'package.xml': FILES['package.xml'].replace('<types>', `<types>${members}<name>CustomObject</name></types><types>`),
    ...Object.fromEntries(objects),
    [set]: FILES[set].replace('<label>', `${ours.join('')}<label>`),
  };
}

/** @param {Record<string, string>} files @returns {Promise<Buffer>} */
export async function zipOf(files) {
  const zip = new yazl.ZipFile();
  for (const [path, text] of Object.entries(files)) zip.addBuffer(Buffer.from(text), path);
  zip.end();
  const chunks = [];
  for await (const chunk of zip.outputStream) chunks.push(/** @type {Buffer} */ (chunk));
  return Buffer.concat(chunks);
}
