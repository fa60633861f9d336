#![no_main]

libfuzzer_sys::fuzz_target!(|input: (&str, &str, &[u8])| {
    let (path, query, body) = input;
    properties::signature(path, query, body);
});
