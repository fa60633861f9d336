//! Parts of JSON as they were written, in one pass.
//!
//! `serde_json` can keep a value as text (`raw_value`), but then reads from texts as well as from bytes,
//! and the bundle pays for all of it twice. What is looked at here is known to be JSON: the answer to
//! a read is relayed only where it is. Of anything else it says nothing that is wrong, but that it is
//! none.

/// A place in JSON.
pub(super) struct Scan<'j> {
    json: &'j str,
    at: usize,
}

impl<'j> Scan<'j> {
    /// The beginning.
    pub(super) fn new(json: &'j str) -> Self {
        Self { json, at: 0 }
    }

    fn rest(&self) -> &'j [u8] {
        self.json.as_bytes().get(self.at..).unwrap_or_default()
    }

    fn go(&mut self, bytes: usize) {
        self.at = self.at.saturating_add(bytes);
    }

    /// What was passed over since a place.
    fn since(&self, start: usize) -> Option<&'j str> {
        self.json.get(start..self.at)
    }

    /// The next byte that is no white space.
    fn peek(&mut self) -> Option<u8> {
        let space = self.rest().iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        self.go(space);
        self.rest().first().copied()
    }

    /// Passes over one byte, which has to be this.
    fn pass(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.go(1))
    }

    /// Passes over a list or an object, part by part.
    pub(super) fn each(
        &mut self,
        brackets: [u8; 2],
        mut part: impl FnMut(&mut Self) -> Option<()>,
    ) -> Option<()> {
        let [open, close] = brackets;
        self.pass(open)?;
        if self.peek()? != close {
            part(self)?;
            while self.peek()? == b',' {
                self.go(1);
                part(self)?;
            }
        }
        self.pass(close)
    }

    /// Passes over an object, member by member: `value` is given each name and passes over the value.
    pub(super) fn members(
        &mut self,
        mut value: impl FnMut(&mut Self, &'j str) -> Option<()>,
    ) -> Option<()> {
        self.each([b'{', b'}'], |scan| {
            let name = scan.value()?;
            scan.pass(b':')?;
            value(scan, name)
        })
    }

    /// Passes over a value, and gives it as it was written.
    pub(super) fn value(&mut self) -> Option<&'j str> {
        self.peek()?;
        let start = self.at;
        let mut depth = 0_u32;
        loop {
            match self.rest().first()? {
                b'"' => self.text()?,
                b'{' | b'[' => {
                    depth = depth.saturating_add(1);
                    self.go(1);
                }
                b'}' | b']' => {
                    depth = depth.checked_sub(1)?;
                    self.go(1);
                }
                b',' | b':' => self.go(1),
                _ => {
                    let goes_on =
                        |byte: &&u8| !b"\"{}[],:".contains(byte) && !byte.is_ascii_whitespace();
                    let more = self.rest().iter().skip(1).take_while(goes_on).count();
                    self.go(more.saturating_add(1));
                }
            }
            if depth == 0 {
                return self.since(start);
            }
        }
    }

    /// Passes over a text.
    fn text(&mut self) -> Option<()> {
        self.go(1);
        loop {
            let rest = self.rest();
            let stop = rest.iter().position(|byte| matches!(byte, b'"' | b'\\'))?;
            let escapes = rest.get(stop) == Some(&b'\\');
            self.go(stop.saturating_add(if escapes { 2 } else { 1 }));
            if !escapes {
                return Some(());
            }
        }
    }

    /// Passes over something, and gives it as it was written.
    pub(super) fn taken(&mut self, pass: impl FnOnce(&mut Self) -> Option<()>) -> Option<&'j str> {
        self.peek()?;
        let start = self.at;
        pass(self)?;
        self.since(start)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Map, Value};

    use super::*;

    fn elements(list: &str) -> Option<Vec<&str>> {
        let mut parts = Vec::new();
        Scan::new(list).each([b'[', b']'], |scan| {
            parts.push(scan.value()?);
            Some(())
        })?;
        Some(parts)
    }

    fn members(object: &str) -> Option<Vec<(&str, &str)>> {
        let mut parts = Vec::new();
        Scan::new(object).members(|scan, name| {
            parts.push((name, scan.value()?));
            Some(())
        })?;
        Some(parts)
    }

    #[test]
    fn parts_are_as_they_were_written() {
        let list = " [ 1.50 ,\"a,]\\\"\\\\\",{\"b\" : [ 2,3 ]} , [] ,null]\n";
        let parts = ["1.50", "\"a,]\\\"\\\\\"", "{\"b\" : [ 2,3 ]}", "[]", "null"];
        assert_eq!(elements(list).expect("a list"), parts);
        assert_eq!(elements("[ ]"), Some(Vec::new()));
        let object = r#"{"a":{"id":1},"\"id":2 , "id" : -3e5}"#;
        let parts = [("\"a\"", "{\"id\":1}"), ("\"\\\"id\"", "2"), ("\"id\"", "-3e5")];
        assert_eq!(members(object).expect("an object"), parts);
    }

    #[test]
    fn what_is_no_list_is_none() {
        for wrong in
            ["", "7", "{}", "[", "[1", "[1,", "[1,]", "[\"", "[\"\\", "[{]", "[1 2]", "[}]"]
        {
            assert_eq!(elements(wrong), None, "{wrong}");
        }
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            "[\\[\\]{},:\"\\\\ a-cä]{0,6}".prop_map(Value::from),
        ];
        leaf.prop_recursive(3, 20, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::btree_map("[\\[\\]{},:\"a-c]{0,3}", inner, 0..4)
                    .prop_map(|members| Value::Object(Map::from_iter(members))),
            ]
        })
    }

    proptest! {
        #[test]
        fn parts_are_what_serde_reads(value in any_json(), pretty in any::<bool>()) {
            let write = if pretty { serde_json::to_string_pretty } else { serde_json::to_string };
            let text = write(&value).expect("JSON");
            let read = |part: &str| serde_json::from_slice::<Value>(part.as_bytes()).expect("JSON");
            prop_assert_eq!(Scan::new(&text).value().map(read), Some(value.clone()));
            let parts = elements(&text).map(|parts| parts.into_iter().map(read).collect());
            prop_assert_eq!(parts, value.as_array().cloned());
            let member = |(name, value)| (read(name).as_str().unwrap_or_default().to_owned(), read(value));
            let parts = members(&text).map(|parts| parts.into_iter().map(member).collect());
            prop_assert_eq!(parts, value.as_object().cloned());
        }

        #[test]
        fn anything_else_comes_to_an_end(text in "[\\[\\]{},:\"\\\\ 1a]{0,12}") {
            let _ = (elements(&text), members(&text), Scan::new(&text).value());
        }
    }
}
