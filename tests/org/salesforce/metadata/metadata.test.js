import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { send } from '../../conformance/loopback.js';
import { Browser } from '../../conformance/browser.js';
import { ACME } from '../orgs.js';
import { demoOrg, HOST, REDIRECT, restClient, signIn } from '../testing.js';
import { partsOf } from './multipart.js';
import { FILES, HEAD, NS, WITH_RECORD, withObjects, zipOf } from './testing.js';

const SET = 'permissionsets/MSI_Actions.permissionset';

/** @type {(options: unknown, archive: Buffer) => { headers: Record<string, string>, body: Buffer }} */
function deployBody(options, archive) {
  const boundary = 'test-boundary';
  return {
    headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}` },
    body: Buffer.concat([
      Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="json"\r\nContent-Type: application/json\r\n\r\n${JSON.stringify({ deployOptions: options })}\r\n`
        + `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="deploy.zip"\r\nContent-Type: application/zip\r\n\r\n`),
      archive,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]),
  };
}

describe('the Metadata REST API', { concurrency: false }, () => {
  const it = demoOrg();
  /** @type {string} */
  let token;
  /** @type {{ consumerKey: string }} */
  let app;
  beforeEach(async () => {
    await nothing();
  });

  /** An org that nobody has set up, where the administrator has made the app and signed in. */
  const nothing = async () => {
    await it.control('POST', '/org/nothing');
    app = await it.control('POST', '/apps', { callbacks: [REDIRECT] });
    token = await tokenOf('robin@acme.example');
  };
  const tokenOf = async (/** @type {string} */ username) => (
    (await signIn(username, new Browser(REDIRECT), { ...ACME, consumerKey: app.consumerKey })).tokens.access_token);
  const post = async (/** @type {{ headers: Record<string, string>, body: Buffer | string }} */ { headers, body }, bearer = token) => {
    const answer = await send(`${HOST}/services/data/v67.0/metadata/deployRequest`, { method: 'POST', headers: { Authorization: `Bearer ${bearer}`, ...headers }, body });
    return { status: answer.status, body: JSON.parse(answer.body) };
  };
  const deploy = async (/** @type {Record<string, string>} */ files, options = {}) => {
    const begun = await post(deployBody({ singlePackage: true, ...options }, await zipOf(files)));
    assert.equal(begun.status, 201, JSON.stringify(begun.body));
    assert.deepEqual([begun.body.deployResult.done, begun.body.deployResult.status], [false, 'Pending']);
    return (await restClient(token).call('GET', `/metadata/deployRequest/${begun.body.id}?includeDetails=true`)).body.deployResult;
  };
  const problems = async (/** @type {Record<string, string>} */ files, options = {}) => {
    const result = await deploy(files, options);
    assert.deepEqual([result.done, result.success, result.status], [true, false, 'Failed']);
    assert.equal((await sets()).length, 0, 'nothing was changed');
    return result.details.componentFailures.map((/** @type {any} */ each) => `${each.fileName}: ${each.problem}`);
  };
  const sets = () => it.control('POST', '/query', { soql: "SELECT Label, PermissionsApiEnabled, (SELECT SetupEntityId FROM SetupEntityAccessItems) FROM PermissionSet WHERE Name = 'MSI_Actions'" });

  test('permission set and custom permission are there afterwards, and mean an invitation', async () => {
    assert.deepEqual(await sets(), []);
    const result = await deploy(FILES);
    assert.deepEqual([result.success, result.status, result.numberComponentsDeployed, result.createdByName], [true, 'Succeeded', 2, 'Robin Bakker']);
    assert.deepEqual(result.details.componentSuccesses.map((/** @type {any} */ each) => [each.componentType, each.fullName, each.created]), [
      ['CustomPermission', 'MSI_Actions', true], ['PermissionSet', 'MSI_Actions', true],
    ]);
    const [set] = await sets();
    assert.deepEqual([set.Label, set.PermissionsApiEnabled, set.SetupEntityAccessItems.totalSize], ['MSI Actions', true, 1]);
    await it.control('PATCH', '/users/noor@acme.example', { invited: true });
    const noor = it.org.context.users.find(({ username }) => username === 'noor@acme.example');
    assert.deepEqual([noor?.invited, noor?.apiEnabled], [true, true]);
    // A second deploy replaces the set, whoever has it.
    await deploy({ ...FILES, [SET]: FILES[SET].replace(/<userPermissions>.*<\/userPermissions>/, '') });
    assert.deepEqual([noor?.invited, noor?.apiEnabled, (await sets()).length], [true, false, 1]);
  });

  test('optional fields come with the permission set that shows them', async () => {
    const withField = {
      ...FILES,
      'package.xml': FILES['package.xml'].replace('<types>', '<types><members>Activity.MSI_Actions_Id__c</members><name>CustomField</name></types><types>'),
      'objects/Activity.object': `${HEAD}<CustomObject ${NS}><fields><fullName>MSI_Actions_Id__c</fullName><externalId>true</externalId>
        <label>MSI Actions Id</label><length>36</length><type>Text</type><unique>true</unique></fields></CustomObject>`,
      [SET]: FILES[SET].replace('<label>', '<fieldPermissions><editable>true</editable><field>Task.MSI_Actions_Id__c</field><readable>true</readable></fieldPermissions><label>'),
    };
    const { 'objects/Activity.object': _, ...withoutFile } = withField;
    assert.deepEqual(await problems(withoutFile), [
      "package.xml: An object 'Activity.MSI_Actions_Id__c' of type CustomField was named in package.xml, but was not found in zipped directory",
      `${SET}: In field: field - no CustomField named Task.MSI_Actions_Id__c found`,
    ]);
    const described = async () => (await restClient(token).call('GET', '/sobjects/Task/describe')).body.fields.some((/** @type {any} */ { name }) => name === 'MSI_Actions_Id__c');
    assert.equal(await described(), false);
    assert.equal((await deploy(withField)).success, true);
    assert.equal(await described(), true);
  });

  test('a custom object comes with its fields, and is seen by those to whom the permission set gives it', async () => {
    const watch = 'objects/MSI_Actions_Watch__c.object';
    const step = 'objects/MSI_Actions_Step__c.object';
    const files = withObjects();
    const changed = (/** @type {string} */ path, /** @type {string | RegExp} */ from, /** @type {string} */ to) => ({ ...files, [path]: files[path].replace(from, to) });
    for (const [wrong, words] of /** @type {[Record<string, string>, RegExp][]} */ ([
      [changed('package.xml', '<members>MSI_Actions_Watch__c</members>', ''), /no CustomObject named MSI_Actions_Watch__c found/],
      [changed('package.xml', '<members>MSI_Actions_Campaign__c</members>', ''), /'MSI_Actions_Campaign__c' does not resolve to a valid sObject type/],
      [changed(SET, '<allowRead>true', '<allowRead>false'), /allowCreate MSI_Actions_Watch__c depends on permission\(s\): allowRead/],
      [changed(SET, 'MSI_Actions_Watch__c.Lead__c', 'MSI_Actions_Watch__c.Key__c'), /cannot deploy to a required field/],
      [changed(SET, /<object>MSI_Actions_Watch__c</, '<object>Lead<'), /depends on permission\(s\): Read MSI_Actions_Watch__c/],
      [changed(watch, '<sharingModel>Private', '<sharingModel>Secret'), /not a valid value for the enum 'SharingModel'/],
      [changed(watch, '<referenceTo>Lead</referenceTo>', ''), /Must specify 'referenceTo'/],
      [changed(step, '<visibleLines>5</visibleLines>', ''), /required field 'visibleLines'/],
      [changed(step, '<scale>0</scale>', ''), /required field 'scale'/],
      [changed(step, '<length>131072</length>', '<length>131073</length>'), /with length 131072, not 131073/],
      [changed(step, '<externalId>true</externalId>', ''), /with externalId true/],
      [changed('objects/MSI_Actions_Campaign__c.object', '<type>Checkbox</type>', '<type>Checkbox</type><unique>true</unique>'), /Can not specify 'unique' for a CustomField of type Checkbox/],
    ])) assert.ok((await problems(wrong)).some((/** @type {string} */ problem) => words.test(problem)), String(words));

    await deploy(FILES);
    await it.control('PATCH', '/users/noor@acme.example', { invited: true });
    const rep = restClient(await tokenOf('noor@acme.example'));
    const path = '/sobjects/MSI_Actions_Watch__c';
    assert.equal((await rep.call('GET', `${path}/describe`)).status, 404);
    const done = await deploy(files);
    assert.equal(done.success, true, JSON.stringify(done.details.componentFailures));
    assert.equal((await rep.call('GET', `${path}/describe`)).body.createable, true);
    const [lead] = (await rep.call('GET', `/query?q=${encodeURIComponent('SELECT Id FROM Lead LIMIT 1')}`)).body.records;
    const upsert = () => rep.call('PATCH', `${path}/Key__c/a-b`, { Lead__c: lead.Id });
    assert.deepEqual([(await upsert()).body.created, (await upsert()).body.created], [true, false]);
    const watched = `SELECT Id FROM Lead WHERE Id IN (SELECT Lead__c FROM MSI_Actions_Watch__c WHERE Key__c = 'a-b')`;
    assert.equal((await rep.call('GET', `/query?q=${encodeURIComponent(watched)}`)).body.totalSize, 1);
    assert.equal((await rep.call('DELETE', `${path}/Key__c/a-b`)).status, 204);
    assert.equal((await rep.call('DELETE', `${path}/Key__c/a-b`)).status, 404);
  });

  test('a wrong archive is told as Salesforce tells it', async () => {
    const set = (/** @type {string | RegExp} */ from, /** @type {string} */ to) => ({ ...FILES, [SET]: FILES[SET].replace(from, to) });
    const manifest = (/** @type {string | RegExp} */ from, /** @type {string} */ to) => ({ ...FILES, 'package.xml': FILES['package.xml'].replace(from, to) });
    const { 'package.xml': _, ...withoutManifest } = FILES;
    const cases = /** @type {[string, Record<string, string>, object, RegExp][]} */ ([
      ['no package.xml', withoutManifest, {}, /^package\.xml: No package\.xml found$/],
      ['not a single package', FILES, { singlePackage: false }, /^customPermissions\/package\.xml: No package\.xml found$/],
      ['the layout of a DX project', { ...withoutFile(SET), [`${SET}-meta.xml`]: FILES[SET] }, {}, /An object 'MSI_Actions' of type PermissionSet was named in package\.xml, but was not found/],
      ['not in package.xml', { ...FILES, 'permissionsets/Other.permissionset': FILES[SET] }, {}, /^permissionsets\/Other\.permissionset: Not in package\.xml$/],
      ['an unknown type', manifest('<name>PermissionSet<', '<name>PermissionSets<'), {}, /Unknown type name 'PermissionSets' specified in package\.xml/],
      ['a version to come', manifest('60.0', '99.0'), {}, /^package\.xml: Invalid version specified:99\.0$/],
      ['no XML', set('</label>', '</lable>'), {}, /Error parsing file: Unexpected close tag/],
      ['another namespace', set(NS, 'xmlns="urn:x"'), {}, /Unexpected element \{urn:x\}PermissionSet/],
      ['an unknown element', set('<label>', '<apiVersion>60</apiVersion><label>'), {}, /Element \{http:\/\/soap\.sforce\.com\/2006\/04\/metadata\}apiVersion invalid at this location in type PermissionSet$/],
      ['elements not together', set('</PermissionSet>', '<customPermissions><enabled>true</enabled><name>MSI_Actions</name></customPermissions></PermissionSet>'), {}, /customPermissions is duplicated at this location in type PermissionSet$/],
      ['no boolean', set('<enabled>true<', '<enabled>yes<'), {}, /'yes' is not a valid value for the type xsd:boolean/],
      ['no label', set('<label>MSI Actions</label>', ''), {}, /Required field is missing: label/],
      ['an unknown permission', set('ApiEnabled', 'ApiEnable'), {}, /: Unknown user permission: ApiEnable$/],
      ['a custom permission that is nowhere', set('<name>MSI_Actions<', '<name>MSI_Action<'), {}, /In field: customPermission - no CustomPermission named MSI_Action found/],
    ]);
    for (const [name, files, options, words] of cases) assert.match((await problems(files, options))[0], words, name);
    const result = await deploy(set('<label>', '<apiVersion>60</apiVersion><label>'));
    assert.deepEqual(result.details.componentFailures.map((/** @type {any} */ each) => [each.problemType, each.lineNumber > 1, each.componentType]), [['Error', true, 'PermissionSet']]);
    assert.equal((await deploy({ ...FILES, 'notes.txt': '' }, { ignoreWarnings: true })).success, true);
  });

  const withoutFile = (/** @type {string} */ path) => Object.fromEntries(Object.entries(FILES).filter(([name]) => name !== path));

  const RECORD = 'customMetadata/MSI_Actions_App.Default.md';
  const SOQL = "SELECT Consumer_Key__c, Google_Client_Id__c FROM MSI_Actions_App__mdt WHERE DeveloperName = 'Default'";
  const read = async (/** @type {string} */ bearer) => restClient(bearer).call('GET', `/query?q=${encodeURIComponent(SOQL)}`);

  test('custom metadata is read by whom the permission set gives it, and by nobody else', async () => {
    assert.equal((await read(token)).body[0].errorCode, 'INVALID_TYPE', 'the org has no such type yet');
    const result = await deploy(WITH_RECORD);
    assert.deepEqual(result.details.componentSuccesses.map((/** @type {any} */ each) => [each.componentType, each.fullName]), [
      ['CustomPermission', 'MSI_Actions'], ['CustomObject', 'MSI_Actions_App__mdt'], ['CustomMetadata', 'MSI_Actions_App.Default'], ['PermissionSet', 'MSI_Actions'],
    ]);
    const { body } = await read(token);
    assert.deepEqual([body.totalSize, body.records[0].Consumer_Key__c, body.records[0].Google_Client_Id__c], [1, '3MVG9x', null]);
    await it.control('PATCH', '/users/jo@acme.example', { apiEnabled: true });
    const jo = await tokenOf('jo@acme.example');
    const refused = await read(jo);
    assert.deepEqual([refused.status, refused.body[0].errorCode], [400, 'INVALID_TYPE'], 'not given to Jo');
    await it.control('PATCH', '/users/jo@acme.example', { invited: true });
    assert.equal((await read(jo)).body.records[0].Consumer_Key__c, '3MVG9x');
    await deploy({ ...WITH_RECORD, [RECORD]: WITH_RECORD[RECORD].replace('3MVG9x', '3MVG9y') });
    const again = (await read(jo)).body;
    assert.deepEqual([again.totalSize, again.records[0].Consumer_Key__c], [1, '3MVG9y'], 'the record is replaced');
    const id = again.records[0].attributes.url.split('/').at(-1);
    const written = await restClient(token).call('PATCH', `/sobjects/MSI_Actions_App__mdt/${id}`, { Consumer_Key__c: 'x' });
    assert.equal(written.body[0].errorCode, 'INSUFFICIENT_ACCESS_OR_READONLY', 'by the Metadata API alone');
  });

  test('what custom metadata refuses', async () => {
    const without = (/** @type {string} */ member, /** @type {string} */ path) => ({
      ...Object.fromEntries(Object.entries(WITH_RECORD).filter(([name]) => name !== path)),
      'package.xml': WITH_RECORD['package.xml'].replace(`<types><members>${member}</members><name>${member.includes('.') ? 'CustomMetadata' : 'CustomObject'}</name></types>`, ''),
    });
    assert.deepEqual(await problems(without('MSI_Actions_App__mdt', 'objects/MSI_Actions_App__mdt.object')), [
      `${RECORD}: Custom Metadata Type MSI_Actions_App is not available in this organization`,
      `${SET}: In field: customMetadataTypeAccesses - no CustomObject named MSI_Actions_App__mdt found`,
    ].sort());
    for (const [from, to, problem] of [
      ['xsi:type="xsd:string"', '', 'no xsi:type on element value'],
      ['Consumer_Key__c', 'Other__c', 'Invalid fields for MSI_Actions_App__mdt: Other__c'],
      ['3MVG9x', 'x'.repeat(256), 'data value too large'],
    ]) {
      const [told = ''] = await problems({ ...WITH_RECORD, [RECORD]: WITH_RECORD[RECORD].replace(from, to) });
      assert.ok(told.includes(problem), told);
    }
  });

  test('a request that is none, and who may not', async () => {
    const archive = await zipOf(FILES);
    const refused = async (/** @type {Parameters<typeof post>} */ ...request) => {
      const { status, body } = await post(...request);
      return [status, body[0].errorCode];
    };
    const whole = deployBody({}, archive);
    assert.deepEqual(await refused({ headers: { 'Content-Type': 'application/json' }, body: '{}' }), [415, 'UNSUPPORTED_MEDIA_TYPE']);
    assert.deepEqual(await refused(deployBody({ singlePackag: true }, archive)), [400, 'JSON_PARSER_ERROR']);
    assert.deepEqual(await refused(deployBody({ singlePackage: 'true' }, archive)), [400, 'JSON_PARSER_ERROR']);
    assert.deepEqual(await refused({ ...whole, body: Buffer.from(whole.body.toString('latin1').replace('name="file"', 'name="zip"'), 'latin1') }), [400, 'INVALID_MULTIPART_REQUEST']);
    assert.deepEqual(await refused({ ...whole, body: whole.body.subarray(0, -9) }), [415, 'UNSUPPORTED_MEDIA_TYPE'], 'the last boundary is missing');
    await it.control('PATCH', '/users/jo@acme.example', { apiEnabled: true });
    const jo = await tokenOf('jo@acme.example');
    assert.deepEqual(await refused(whole, jo), [403, 'INSUFFICIENT_ACCESS']);
    assert.equal((await restClient(token).call('GET', '/metadata/deployRequest/0Af000000000001AAA')).status, 404);
    const broken = await post(deployBody({ singlePackage: true }, Buffer.from('no zip')));
    const { body } = await restClient(token).call('GET', `/metadata/deployRequest/${broken.body.id}`);
    assert.deepEqual([body.deployResult.status, body.deployResult.details], ['Failed', undefined]);
  });

  test('a deploy that takes its time, and one that is checked only', async () => {
    await it.control('PATCH', '/settings', { metadataDeploySeconds: 30 });
    const begun = await post(deployBody({ singlePackage: true }, await zipOf(FILES)));
    const state = async () => (await restClient(token).call('GET', `/metadata/deployRequest/${begun.body.id}`)).body.deployResult.status;
    assert.equal(await state(), 'InProgress');
    assert.deepEqual(await sets(), []);
    await it.control('POST', '/clock', { advanceMs: 31_000 });
    assert.deepEqual([await state(), (await sets()).length], ['Succeeded', 1]);
    await nothing();
    await it.control('PATCH', '/settings', { metadataDeploySeconds: 0 });
    assert.equal((await deploy(FILES, { checkOnly: true })).success, true);
    assert.deepEqual(await sets(), []);
  });
});

test('multipart bodies are read to the letter', () => {
  const body = '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n--b--\r\n';
  assert.equal(partsOf('multipart/form-data; boundary=b', Buffer.from(body))?.get('a')?.content.toString(), 'x');
  assert.equal(partsOf('multipart/form-data; boundary="b"', Buffer.from(body))?.size, 1);
  assert.equal(partsOf('multipart/form-data; boundary=c', Buffer.from(body)), undefined);
  assert.equal(partsOf('multipart/form-data; boundary=b', Buffer.from(body.replaceAll('\r', ''))), undefined);
  assert.equal(partsOf('application/json', Buffer.from(body)), undefined);
});
