// `./build.sh org`: the demo org in the foreground, until SIGINT or SIGTERM.
import { parseArgs } from 'node:util';
import { EXTENSION_ID, startOrg } from './server.js';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    'extension-id': { type: 'string', multiple: true, default: [EXTENSION_ID] },
    log: { type: 'boolean', default: false },
  },
});

const org = await startOrg({
  seed: Number(values.seed),
  extensionIds: values['extension-id'],
  log: values.log,
});
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => { org.close(); });
}
const { port, hostRules, spki, accounts, control } = org;
console.log(JSON.stringify({ port, hostRules, spki, accounts, control }));
