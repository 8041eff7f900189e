import { addSalesCampaign } from '../data/sales-campaigns.js';
import { invitationLink } from '../mailbox/invitation.js';
import { parseId } from './ids.js';
import { addCustomObjects } from './custom-objects.js';
import { addColleagues, changeUser, removeSetUp } from './people.js';
import { settleRights } from './rights.js';

/**
 * Salesforce's part of the control API: records in system mode, people's permission sets, tokens.
 * @param {import('../server.js').Context} context
 * @param {(soql: string) => Record<string, any>[]} runSoql
 * @param {Pick<ReturnType<typeof import('./oauth/index.js').createOAuth>, 'storage' | 'apps'>} oauth
 * @param {import('./sessions.js').Sessions} sessions
 * @returns {Record<string, import('../control.js').ControlHandler>}
 */
export function salesforceControl(context, runSoql, { storage, apps }, sessions) {
  return {
    'POST /query': ({ body }) => runSoql(body.soql),

    'POST /invitations': ({ body }) => ({ link: invitationLink({ to: String(body.to), now: context.clock.now(), org: context.org }) }),

    'PATCH /records': ({ rest, body }) => {
      const { schema, Id: id } = recordAt(context, rest);
      for (const name of Object.keys(body)) {
        if (!schema.fields.has(name.toLowerCase())) throw new TypeError(`${schema.name} has no field ${name}`);
      }
      const row = context.data.update(id, body);
      settleRights(context.data, context.users);
      return row;
    },

    'DELETE /records': ({ rest }) => context.data.remove(recordAt(context, rest).Id),

    // As Merge Contacts and Merge Leads do: what belonged to the other belongs to the master, the other is in the recycle bin.
    'POST /merges': ({ body }) => {
      const { master, other } = body;
      for (const object of ['Task', 'EmailMessageRelation', 'OpportunityContactRole']) {
        const field = { Task: 'WhoId', EmailMessageRelation: 'RelationId', OpportunityContactRole: 'ContactId' }[object] ?? '';
        for (const row of context.data.rows(object)) if (row[field] === other) context.data.update(row.Id, { [field]: master });
      }
      context.data.update(other, { MasterRecordId: master });
      context.data.remove(other);
    },

    // As Convert does, without an opportunity: the contact is what the lead was.
    'POST /convert': ({ body }) => {
      const { Id } = recordAt(context, `Lead/${body.id}`);
      const lead = context.data.get(Id) ?? {};
      const { FirstName, LastName, Email, Phone, Title, OwnerId, HasOptedOutOfEmail, DoNotCall } = lead;
      const contact = context.data.insert('Contact', { FirstName, LastName, Email, Phone, Title, OwnerId, HasOptedOutOfEmail, DoNotCall });
      const ConvertedDate = context.data.timestamp().slice(0, 10);
      context.data.update(Id, { IsConverted: true, Status: 'Closed - Converted', ConvertedDate, ConvertedContactId: contact.Id });
      return contact;
    },

    'PATCH /users': ({ rest, body }) => {
      const user = context.users.find((each) => each.username === rest);
      if (user) changeUser(context, user, body);
    },

    'POST /colleagues': ({ body }) => addColleagues(context, Number(body.count)),

    'POST /org/objects': () => addCustomObjects(context),
    'POST /org/campaign': ({ body }) => {
      const owner = context.users.find((user) => user.username === body.owner);
      if (!owner) throw new TypeError(`nobody is ${body.owner}`);
      return addSalesCampaign(context.data, owner.id);
    },
    'POST /org/nothing': () => {
      removeSetUp(context);
      apps.clear();
      storage.clear();
    },

    'POST /apps': ({ body }) => described(apps.add(body)),
    'PATCH /apps': ({ rest, body }) => described(apps.change(rest, body)),

    'POST /sign-out': ({ body }) => {
      if (!body.provider || body.provider === 'salesforce') sessions.close(String(body.username));
    },

    'GET /tokens': ({ url }) => {
      if (url.searchParams.get('provider') !== 'salesforce') return undefined;
      const nameOf = (/** @type {string} */ id) => context.users.find((user) => user.id === id)?.username ?? id;
      return storage.approvals().map(({ userId, key }) => ({ username: nameOf(userId), kind: 'refresh', client: key }));
    },
    'POST /tokens/revoke': ({ body }) => {
      if (body.provider && body.provider !== 'salesforce') return;
      const user = context.users.find((each) => each.username === body.username);
      if (!user) throw new TypeError(`no user ${body.username}`);
      storage.revokeUser(user.id);
    },
  };
}

/** The record that a path names: object and id. @param {import('../server.js').Context} context @param {string} path */
function recordAt({ data }, path) {
  const [object, text] = path.split('/');
  const schema = data.schema(object);
  const id = parseId(text);
  if (!id || data.objectOf(id) !== schema || !data.get(id)) throw new TypeError(`no ${object} ${text}`);
  return { schema, Id: id };
}

/** An app as its page in Setup shows it. @param {import('./oauth/apps.js').ClientApp} app */
function described({ key, activeAt: _, ...settings }) {
  return { consumerKey: key, ...settings };
}
