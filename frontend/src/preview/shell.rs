//! Words of a POSIX shell (POSIX.1-2017, Shell Command Language, 2.2 Quoting).

/// The text as one word of a command: as it is where no character is special to any shell, else in
/// single quotes.
pub(super) fn word(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"_@%+=:,./-".contains(&b);
    if !text.is_empty() && text.bytes().all(plain) {
        text.to_owned()
    } else {
        format!("'{}'", quoted(text))
    }
}

/// The text as it stands between single quotes. Nothing is special there but the quote itself,
/// which cannot be inside: the quotes are closed, it is written escaped, and they are opened again.
pub(super) fn quoted(text: &str) -> String {
    text.replace('\'', r"'\''")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;

    #[test]
    fn only_what_needs_quotes_gets_them() {
        assert_eq!(word("http://127.0.0.1:8787/api/"), "http://127.0.0.1:8787/api/");
        assert_eq!(word(""), "''");
        assert_eq!(word("a b"), "'a b'");
        assert_eq!(word("it's"), r"'it'\''s'");
        assert_eq!(word("?x=1&y"), "'?x=1&y'");
    }

    #[test]
    fn a_shell_reads_back_every_text() {
        for text in [
            "",
            "-n",
            "a b",
            "it's",
            "''",
            "'",
            "\\'",
            "$HOME `id` $(id) ${x}",
            "\"quoted\" \\ back",
            "two\nlines\n",
            "* ? [a-z] ~ # ! & | ; < > ( ) { }",
            "größe 日本 \u{1f980}\u{7f}\t",
        ] {
            let script = format!("printf %s {}", word(text));
            let output = Command::new("sh").args(["-c", &script]).output().expect("a shell");
            assert_eq!(String::from_utf8_lossy(&output.stdout), text, "{script}");
        }
    }
}
