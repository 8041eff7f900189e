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

/** @param {Record<string, string>} files @returns {Promise<Buffer>} */
export async function zipOf(files) {
  const zip = new yazl.ZipFile();
  for (const [path, text] of Object.entries(files)) zip.addBuffer(Buffer.from(text), path);
  zip.end();
  const chunks = [];
  for await (const chunk of zip.outputStream) chunks.push(/** @type {Buffer} */ (chunk));
  return Buffer.concat(chunks);
}
