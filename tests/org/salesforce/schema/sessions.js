import { define } from './define.js';

/**
 * Who is signed in with what (Object Reference: OauthToken, AuthSession, LoginHistory). Everybody sees what is their own;
 * all rows need Customize Application (OauthToken) or Manage Users (the others).
 */

const READ_ONLY = { createable: false, updateable: false, deletable: false, system: false };

/** One row for each approval of an app that holds a refresh token. */
export const OauthToken = define('OauthToken', {
  ...READ_ONLY,
  keyPrefix: '0CQ',
  fields: `
    Id             id               d
    AccessToken    string(255)      n
    UserId         reference(User)  n  User
    RequestToken   string(255)      n
    CreatedDate    datetime         n
    AppName        string(255)      n
    LastUsedDate   datetime         n
    UseCount       int              n
    DeleteToken    string(255)      n
    AppMenuItemId  reference(AppMenuItem) n AppMenuItem
  `,
  rowsFor({ user, store, tokens, can }) {
    return tokens().filter(({ userId }) => !user || userId === user.id || can('CustomizeApplication')).map((token) => ({
      Id: '000000000000000AAA',
      AccessToken: null,
      UserId: token.userId,
      RequestToken: null,
      CreatedDate: store.timestamp(token.createdAt),
      AppName: token.app,
      LastUsedDate: store.timestamp(token.lastUsedAt),
      UseCount: token.useCount,
      DeleteToken: token.deleteToken,
      AppMenuItemId: null,
    }));
  },
});

/** Written at each attempt to sign in, on a page or by an app. */
export const LoginHistory = define('LoginHistory', {
  ...READ_ONLY,
  keyPrefix: '0Ya',
  labelPlural: 'Login History',
  fields: `
    Id           id               d
    UserId       reference(User)  f
    LoginTime    datetime         f
    LoginType    picklist         f
    SourceIp     string(45)       n
    LoginUrl     string(120)      n
    Browser      string(64)       n
    Platform     string(64)       n
    Status       string(128)      n
    Application  string(64)       n
    ClientVersion string(64)      n
    ApiType      string(64)       n
    ApiVersion   string(32)       n
    CountryIso   string(2)        n
  `,
});
