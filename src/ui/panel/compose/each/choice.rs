//! The choice between one mail to all and one each, where there are several people.

use leptos::prelude::*;

use crate::actions::SendEmail;
use crate::ui::panel::form::{Draft, SegmentRow};

/// Two radio buttons; nothing where there is one person.
#[component]
pub fn OneOrEach(
    /// The draft.
    draft: Draft,
) -> impl IntoView {
    let each = Memo::new(move |_| draft.read(|form: &SendEmail| form.each.is_some()));
    let shown = Memo::new(move |_| each.get() || draft.read(|form: &SendEmail| form.to.len() > 1));
    let choose = move |at| {
        draft.edit(|form: &mut SendEmail| match at {
            0 => form.send_to_all(),
            _ => form.send_each(),
        });
    };
    view! {
        <Show when=move || shown.get()>
            <SegmentRow
                field="each"
                label="each_label"
                options=vec!["each_to_all", "each_one"]
                value=Signal::derive(move || usize::from(each.get()))
                on_choose=choose
                bare=true
            />
        </Show>
    }
}
