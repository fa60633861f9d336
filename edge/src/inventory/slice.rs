//! Parts of JSON as they were written.
//!
//! `serde_json` can keep a value as text (`raw_value`), but then reads from texts as well as from bytes,
//! and the bundle pays for all of it twice. What is looked at here is known to be JSON: the answer to
//! a read is relayed only where it is.

/// The parts of an object or a list that commas keep apart, as they were written.
pub(super) struct Parts<'j>(Option<&'j str>);

impl<'j> Parts<'j> {
    /// Of an object, or of a list; nothing of anything else.
    pub(super) fn of(json: &'j str, brackets: [char; 2]) -> Self {
        let inner = json.trim_ascii().strip_prefix(brackets[0]);
        let inner = inner.and_then(|inner| inner.strip_suffix(brackets[1]));
        Self(inner.filter(|inner| !inner.trim_ascii().is_empty()))
    }
}

impl<'j> Iterator for Parts<'j> {
    type Item = &'j str;

    fn next(&mut self) -> Option<&'j str> {
        let json = self.0?;
        let (mut depth, mut quoted, mut escaped) = (0_u32, false, false);
        let comma = json.bytes().position(|byte| {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => quoted = !quoted,
                _ if quoted => {}
                b'{' | b'[' => depth = depth.saturating_add(1),
                b'}' | b']' => depth = depth.saturating_sub(1),
                b',' if depth == 0 => return true,
                _ => {}
            }
            false
        });
        let (part, rest) = match comma.and_then(|comma| json.split_at_checked(comma)) {
            Some((part, rest)) => (part, rest.get(1..)),
            None => (json, None),
        };
        self.0 = rest;
        Some(part.trim_ascii())
    }
}

/// The parts of a list.
pub(super) fn elements(list: &str) -> Parts<'_> {
    Parts::of(list, ['[', ']'])
}

/// The value of a member of an object.
pub(super) fn member<'j>(object: &'j str, name: &str) -> Option<&'j str> {
    Parts::of(object, ['{', '}']).find_map(|part| {
        let rest = part.strip_prefix('"')?.strip_prefix(name)?.strip_prefix('"')?;
        Some(rest.trim_ascii_start().strip_prefix(':')?.trim_ascii_start())
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Map, Value};

    use super::*;

    #[test]
    fn parts_are_as_they_were_written() {
        let list = " [ 1.50 ,\"a,]\\\"\\\\\",{\"b\" : [ 2,3 ]} , [] ]\n";
        let parts: Vec<&str> = elements(list).collect();
        assert_eq!(parts, ["1.50", "\"a,]\\\"\\\\\"", "{\"b\" : [ 2,3 ]}", "[]"]);
        for empty in ["[]", "[ ]", "{}", "7", ""] {
            assert_eq!(elements(empty).count(), 0, "{empty}");
        }
    }

    #[test]
    fn a_member_is_one_of_the_object_itself() {
        let object = r#"{"a":{"id":1},"\"id":2,"ids":3,"id" : {"id":4}}"#;
        assert_eq!(member(object, "id"), Some(r#"{"id":4}"#));
        assert_eq!(member(object, "b"), None);
        assert_eq!(member("[]", "id"), None);
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
                prop::collection::btree_map("[\\[\\]{},:a-c]{0,3}", inner, 0..4)
                    .prop_map(|members| Value::Object(Map::from_iter(members))),
            ]
        })
    }

    proptest! {
        #[test]
        fn parts_are_what_serde_reads(
            list in prop::collection::vec(any_json(), 0..5),
            name in "[\\[\\]{},:a-c]{0,3}",
            pretty in any::<bool>(),
        ) {
            let write = if pretty { serde_json::to_string_pretty } else { serde_json::to_string };
            let text = write(&list).expect("JSON");
            let read = |part: &str| serde_json::from_slice::<Value>(part.as_bytes()).expect("JSON");
            prop_assert_eq!(elements(&text).map(read).collect::<Vec<Value>>(), list.clone());
            for value in list {
                let text = write(&vec![value.clone()]).expect("JSON");
                let part = elements(&text).next().expect("a part");
                prop_assert_eq!(member(part, &name).map(read), value.get(&name).cloned());
            }
        }
    }
}
