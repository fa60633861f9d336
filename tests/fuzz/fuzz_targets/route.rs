#![no_main]

libfuzzer_sys::fuzz_target!(|input: (&str, &str)| {
    let (method, path) = input;
    properties::route(method, path);
    // Most of what is made up is no path of the API: begin one for it.
    properties::route("GET", &format!("/api/v1beta0/{path}"));
});
