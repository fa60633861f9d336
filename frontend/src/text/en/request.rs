//! The request that will be sent.

words! {
    label: "The request that will be sent",
    what: "this request",
    form: "Form of the request",
}
