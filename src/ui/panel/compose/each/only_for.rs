//! The bar above subject and text while they are those of one person.

use leptos::{html, prelude::*};

use super::whose::Whose;
use crate::actions::{Personal, SendEmail};
use crate::base::Recipient;
use crate::platform::i18n::{text, text_with};
use crate::ui::components::{Button, ButtonKind, Icon, Shape, live};
use crate::ui::panel::focus::focus_field;
use crate::ui::panel::form::Draft;

/// Whose text it is, and the ways back to the text for all.
#[component]
pub fn OnlyFor(
    /// The draft.
    draft: Draft,
    /// Whose text is written.
    whose: Whose,
) -> impl IntoView {
    move || whose.person().map(|who| view! { <Bar draft whose who /> })
}

#[component]
fn Bar(draft: Draft, whose: Whose, who: Recipient) -> impl IntoView {
    let live = live();
    let name = who.shown().to_owned();
    let address = StoredValue::new(who.address);
    let own = Memo::new(move |_| {
        draft.read(|form: &SendEmail| {
            let own = address.with_value(|address| form.personal_of(address).cloned());
            own.is_some()
        })
    });
    // The text that was taken away, as long as the bar is there.
    let taken = RwSignal::new(None::<Personal>);
    let back = move |()| {
        whose.write_to(None);
        request_animation_frame(|| focus_field("html"));
    };
    let said = name.clone();
    let use_shared = move |()| {
        if let Some(text) = taken.get_untracked().filter(|_| !own.get_untracked()) {
            draft.edit(|form: &mut SendEmail| form.write_personal(text));
            taken.set(None);
            return;
        }
        draft.edit(|form: &mut SendEmail| {
            let address = address.get_value();
            taken.set(form.personal_of(&address).cloned());
            form.forget_personal(&address);
        });
        live.say(text_with("each_shared_again", &[&said]));
    };
    let again = Memo::new(move |_| !own.get() && taken.with(Option::is_some));
    let either = move || own.get() || again.get();
    let words = {
        let name = name.clone();
        move || match again.get() {
            true => text_with("each_shared_again", &[&name]),
            false => text_with("each_only_for", &[&name]),
        }
    };
    // It may be out of sight, far below the list.
    let bar = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let Some(bar) = bar.get() {
            bar.scroll_into_view();
        }
    });
    view! {
        <div class="only-for" node_ref=bar role="group" aria-label=text_with("each_only_for", &[&name])>
            <p>
                <Icon shape=Shape::Person />
                <span class="strong">{words}</span>
            </p>
            <div class="buttons">
                <Button small=true on_press=back>
                    {text("each_back")}
                </Button>
                <Show when=either>
                    <Button look=ButtonKind::Quiet small=true on_press=use_shared.clone()>
                        {move || text(if again.get() { "outbox_undo" } else { "each_use_shared" })}
                    </Button>
                </Show>
            </div>
        </div>
    }
}
