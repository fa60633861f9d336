//! What is installed on the image.

use leptos::prelude::*;

use crate::components::form::CheckField;
use crate::register::Field;

use super::super::form::Form;

/// Scalr's agent and cloud-init.
#[component]
pub fn SoftwareCard(form: Form) -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="card-software">
            <h2 id="card-software">"What is installed"</h2>
            <div class="field-grid">
                <CheckField
                    control=form.control(Field::ScalrAgentInstalled)
                    value=form.part(|draft| draft.scalr_agent_installed)
                    change=form.change(
                        Field::ScalrAgentInstalled,
                        |draft, on| draft.scalr_agent_installed = on,
                    )
                    hint="Servers of the image report to Scalr by themselves"
                />
                <CheckField
                    control=form.control(Field::CloudInitInstalled)
                    value=form.part(|draft| draft.cloud_init_installed)
                    change=form.change(
                        Field::CloudInitInstalled,
                        |draft, on| draft.cloud_init_installed = on,
                    )
                    hint="Scalr can use it on Linux where the agent is not installed"
                />
            </div>
        </section>
    }
}
