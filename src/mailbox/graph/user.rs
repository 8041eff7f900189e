//! The account of who signed in.

use oauth2::http::Method;
use serde::Deserialize;

use super::call::{Body, ME, call, expect};
use crate::mailbox::MailboxError;
use crate::mailbox::grant::{AccessToken, Identity};
use crate::ports::Http;

/// The account that `token` belongs to.
pub(in crate::mailbox) async fn identity(
    http: &impl Http,
    token: &AccessToken,
) -> Result<Identity, MailboxError> {
    let select = "id,displayName,mail,userPrincipalName,proxyAddresses";
    let url = format!("{ME}?$select={select}");
    let response = call(http, token, Method::GET, &url, Body::None).await?;
    let user: User = expect(&response, 200, "answer about the user")?;
    Ok(user.identity())
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct User {
    id: String,
    display_name: Option<String>,
    mail: Option<String>,
    user_principal_name: Option<String>,
    #[serde(default)]
    proxy_addresses: Vec<String>,
}

impl User {
    /// A user has one main address (`SMTP:`), aliases (`smtp:`) and a name to sign in with, which is mostly an address,
    /// too ("user resource type").
    fn identity(self) -> Identity {
        let smtp = |proxy: &String| {
            let (kind, address) = proxy.split_once(':')?;
            let is_smtp = kind.eq_ignore_ascii_case("smtp");
            is_smtp.then(|| address.to_owned())
        };
        let aliases: Vec<String> = self.proxy_addresses.iter().filter_map(smtp).collect();
        Identity {
            id: self.id,
            addresses: self
                .mail
                .into_iter()
                .chain(aliases)
                .chain(self.user_principal_name)
                .collect(),
            name: self.display_name,
        }
    }
}
