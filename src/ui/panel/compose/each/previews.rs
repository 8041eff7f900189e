//! The previews of a mail for each: one person after the other.

use leptos::prelude::*;

use crate::actions::SendEmail;
use crate::base::Recipient;
use crate::panel::RecordView;
use crate::platform::{
    i18n::{text, text_with},
    intl,
};
use crate::ui::components::{Shape, ToolButton, live};
use crate::ui::panel::compose::preview::Preview;

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
    let live = live();
    let count = form.to.len();
    let at = first.and_then(|first| form.to.iter().position(|who| who.is_same(&first)));
    let at = RwSignal::new(at.unwrap_or(0));
    let form = StoredValue::new(form);
    let who = move || {
        let name = form.with_value(|form| form.to.get(at.get()).map(|who| who.shown().to_owned()));
        let (nth, all) = (intl::number(at.get() + 1), intl::number(count));
        text_with("each_person_of", &[&name.unwrap_or_default(), &nth, &all])
    };
    let go = move |to: usize| {
        at.set(to);
        live.say(untrack(who));
    };
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
                view! {
                    <div class="previews" role="group" aria-label=text("compose_preview")>
                        <ToolButton
                            label=text("each_previous")
                            shape=Shape::Back
                            disabled=Signal::derive(move || at.get() == 0)
                            on_press=move |()| {
                                if let Some(to) = at.get_untracked().checked_sub(1) {
                                    go(to);
                                }
                            }
                        />
                        <span class="cut" title=who>{who}</span>
                        <ToolButton
                            label=text("each_next")
                            shape=Shape::Next
                            disabled=Signal::derive(move || at.get() + 1 >= count)
                            on_press=move |()| {
                                let to = at.get_untracked() + 1;
                                if to < count {
                                    go(to);
                                }
                            }
                        />
                    </div>
                }
            })}
        {move || {
            let (line_below, from) = (line_below.clone(), from.clone());
            view! { <Preview record form=own() line_below from /> }
        }}
    }
}
