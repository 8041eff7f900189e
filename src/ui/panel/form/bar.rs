//! The bar of a form: Back at the left, the form's buttons at the right.

use leptos::prelude::*;

use crate::platform::i18n::text;
use crate::ui::components::{Button, ButtonKind, Icon, Shape};

/// Back, and the form's own buttons.
#[component]
pub fn FormBar(
    /// Called by Back.
    #[prop(into)]
    on_back: Callback<()>,
    /// The buttons at the right.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="form-bar">
            <Button look=ButtonKind::Quiet role_in_view="back" on_press=on_back>
                <Icon shape=Shape::Back />
                {text("back")}
            </Button>
            {children.map(|children| view! { <span class="end buttons">{children()}</span> })}
        </div>
    }
}
