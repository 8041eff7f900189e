import { urlOf } from '../http.js';

/**
 * Writes an attempt to sign in into LoginHistory, and into the user when it succeeded.
 * @param {import('../server.js').Context} context
 * @param {import('../http.js').Request} req
 * @param {{ username: string, app?: string, status?: string }} login `app`: an app got tokens; else a page session began
 */
export function recordLogin({ data, users }, req, { username, app, status = 'Success' }) {
  const user = users.find((each) => each.username === username);
  if (!user) return;
  const LoginTime = data.timestamp();
  data.insert('LoginHistory', {
    UserId: user.id,
    LoginTime,
    LoginType: app ? 'Remote Access 2.0' : 'Application',
    SourceIp: '127.0.0.1',
    LoginUrl: urlOf(req).hostname,
    Browser: app ? 'Unknown' : 'Chrome',
    Platform: 'Unknown',
    Status: status,
    Application: app ?? 'Browser',
    ApiType: 'N/A',
  });
  if (status === 'Success') data.update(user.id, { LastLoginDate: LoginTime });
}
