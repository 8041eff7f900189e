//! Asks what to do with unsent work before somebody signs out, or another user signs in.

use leptos::prelude::*;

use super::{Button, ButtonKind, Command, modal};
use crate::base::{OrgHost, Provider, UnsentWork};
use crate::outbox::Unsent;
use crate::platform::i18n::{counted, text};
use crate::protocol::GetUnsent;

/// A sign-out, which asks about unsent work first.
#[derive(Clone, Copy)]
pub struct Leave {
    /// The command that counts the unsent work.
    pub doing: Command,
    open: RwSignal<Option<Unsent>>,
    go: Callback<UnsentWork>,
    free: Callback<()>,
}

impl Leave {
    /// `go` is called with the rep's choice, `free` where nothing is unsent and so nothing is asked.
    pub fn new(
        go: impl Fn(UnsentWork) + Send + Sync + 'static,
        free: impl Fn() + Send + Sync + 'static,
    ) -> Self {
        Self {
            doing: Command::new(),
            open: RwSignal::new(None),
            go: Callback::new(go),
            free: Callback::new(move |()| free()),
        }
    }

    /// Begins; asks where there is unsent work.
    pub fn run(self, provider: Provider, org: Option<OrgHost>) {
        self.doing.run(GetUnsent { provider, org }, move |unsent| {
            match unsent.is_nothing() {
                true => self.free.run(()),
                false => self.open.set(Some(unsent)),
            }
        });
    }
}

/// The question, while it is asked. Esc and Cancel close it, and the focus returns to where it was.
#[component]
pub fn Leaving(
    /// The sign-out.
    leave: Leave,
    /// Further consequences.
    #[prop(optional, into)]
    words: Option<String>,
) -> impl IntoView {
    let (dialog, close) = modal();
    let choose = move |unsent: UnsentWork| {
        close();
        leave.go.run(unsent);
    };
    let words = StoredValue::new(words);
    move || {
        leave.open.get().map(|unsent| {
            let counts = [
                (unsent.waiting, "leave_waiting"),
                (unsent.at_outlook, "leave_at_outlook"),
                (unsent.drafts, "leave_drafts"),
                (unsent.in_campaigns, "leave_in_campaigns"),
            ];
            let counts = counts.into_iter().filter(|(count, _)| *count > 0);
            let counts: Vec<String> = counts.map(|(count, key)| counted(key, count)).collect();
            view! {
                <dialog
                    class="dialog"
                    node_ref=dialog
                    aria-label=text("leave_title")
                    on:close=move |_| leave.open.set(None)
                >
                    <h2>{text("leave_title")}</h2>
                    <p class="strong">{counts.join(" ")}</p>
                    <p class="soft">{text("leave_text")}</p>
                    {words.get_value().map(|words| view! { <p class="soft">{words}</p> })}
                    <div class="buttons">
                        <Button look=ButtonKind::Quiet on_press=move |()| close()>
                            {text("cancel")}
                        </Button>
                        <Button look=ButtonKind::Danger on_press=move |()| choose(UnsentWork::Delete)>
                            {text("leave_delete")}
                        </Button>
                        <Button look=ButtonKind::Primary on_press=move |()| choose(UnsentWork::Keep)>
                            {text("leave_keep")}
                        </Button>
                    </div>
                </dialog>
            }
        })
    }
}
