//! The previews of a mail for each: one person after the other.

use leptos::prelude::*;

use crate::actions::SendEmail;
use crate::base::Recipient;
use crate::panel::RecordView;
use crate::platform::i18n::text;
use crate::ui::panel::compose::preview::Preview;
use crate::ui::panel::form::Pager;

/// The preview, with the buttons that lead to the previous and the next person where there are several.
#[component]
pub fn Previews(
    /// The record in view.
    record: RwSignal<RecordView>,
    /// The form.
    form: SendEmail,
    /// With whose mail it begins.
    first: Option<Recipient>,
    /// The sender's address.
    from: Option<String>,
) -> impl IntoView {
    let count = form.to.len();
    let at = first.and_then(|first| form.to.iter().position(|who| who.is_same(&first)));
    let at = RwSignal::new(at.unwrap_or(0));
    let form = StoredValue::new(form);
    let names = form.with_value(|form| {
        let people = form.to.iter();
        people.map(|who| who.shown().to_owned()).collect::<Vec<_>>()
    });
    let line_below = record.with_untracked(|record| record.opt_out_line.clone());
    let own = move || {
        let at = at.get();
        form.with_value(|form| match (&form.each, form.to.get(at)) {
            (Some(_), Some(who)) => form.mail_for(who),
            _ => form.shared(),
        })
    };
    let is_each = form.with_value(|form| form.each.is_some());
    view! {
        {(is_each && count > 0)
            .then(|| {
                let names = Signal::stored(names);
                view! { <Pager names at label=text("compose_preview") /> }
            })}
        {move || {
            let (line_below, from) = (line_below.clone(), from.clone());
            view! { <Preview record form=own() line_below from /> }
        }}
    }
}
