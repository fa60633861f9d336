//! What is installed on the image.

use leptos::prelude::*;

use crate::components::form::CheckField;
use crate::register::Field;
use crate::text;

use super::super::form::Form;

/// Scalr's agent and cloud-init.
#[component]
pub fn SoftwareCard(form: Form) -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="card-software">
            {text::said("h2 id='card-software'", text::register().software_card)}
            <div class="field-grid">
                <CheckField
                    control=form.control(Field::ScalrAgentInstalled)
                    value=form.part(|draft| draft.scalr_agent_installed)
                    change=form.change(
                        Field::ScalrAgentInstalled,
                        |draft, on| draft.scalr_agent_installed = on,
                    )
                    hint=text::register().agent_hint
                />
                <CheckField
                    control=form.control(Field::CloudInitInstalled)
                    value=form.part(|draft| draft.cloud_init_installed)
                    change=form.change(
                        Field::CloudInitInstalled,
                        |draft, on| draft.cloud_init_installed = on,
                    )
                    hint=text::register().cloud_init_hint
                />
            </div>
        </section>
    }
}
