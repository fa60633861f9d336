// @ts-check
// Short names for what the program imports from its script. wasm-bindgen's names bear a hash each,
// which does not compress and stands in both files: seven kilobytes of the dashboard's first load, and two
// of the worker.

const IMPORTS = 2;
const FUNCTION = 0;
const TAG = 4;
/** Magic number and version, before the first section. */
const HEADER = 8;

/** A number in LEB128, and where it ends. @param {Uint8Array} bytes @param {number} at */
function number(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    if (byte === undefined) {
      throw new Error("the program ends within a number");
    }
    value |= (byte & 127) << shift;
    if (byte < 128) {
      return { value, end: at };
    }
  }
}

/** A number in LEB128. @param {number} value */
export function leb(value) {
  const bytes = [];
  for (; value > 127; value >>>= 7) {
    bytes.push((value & 127) | 128);
  }
  return [...bytes, value];
}

/** A name with its length before it, and where it ends. @param {Uint8Array} bytes @param {number} at */
function name(bytes, at) {
  const length = number(bytes, at);
  const end = length.end + length.value;
  return { value: new TextDecoder().decode(bytes.subarray(length.end, end)), end };
}

/** A name with its length before it. @param {string} text */
export function named(text) {
  const bytes = new TextEncoder().encode(text);
  return [...leb(bytes.length), ...bytes];
}

/** a, b, … z, ba, bb, … @param {number} index */
function letters(index) {
  const LETTERS = "abcdefghijklmnopqrstuvwxyz";
  let text = "";
  do {
    text = LETTERS[index % LETTERS.length] + text;
    index = Math.floor(index / LETTERS.length);
  } while (index > 0);
  return text;
}

/**
 * The program with short names for what it imports from a module, and the script that offers it with
 * the same ones.
 * @param {Uint8Array} program @param {string} script @param {string} from
 */
export function shortened(program, script, from) {
  let at = HEADER;
  for (;;) {
    const size = number(program, at + 1);
    const end = size.end + size.value;
    if (program[at] !== IMPORTS) {
      at = end;
      continue;
    }
    const count = number(program, size.end);
    /** @type {Map<string, string>} */
    const names = new Map();
    const imports = leb(count.value);
    let here = count.end;
    while (here < end) {
      const module = name(program, here);
      const item = name(program, module.end);
      const kind = program[item.end];
      if (kind !== FUNCTION && kind !== TAG) {
        throw new Error(`${item.value} is imported and neither function nor tag`);
      }
      // What stands before the number of the type: the kind, and of a tag a byte that is always zero.
      const before = kind === TAG ? [TAG, 0] : [FUNCTION];
      const type = number(program, item.end + before.length);
      let short = item.value;
      if (module.value === from) {
        short = names.get(item.value) ?? letters(names.size);
        names.set(item.value, short);
      }
      imports.push(...named(module.value), ...named(short), ...before, ...leb(type.value));
      here = type.end;
    }
    const bytes = Uint8Array.from([
      ...program.subarray(0, at),
      ...[IMPORTS, ...leb(imports.length), ...imports],
      ...program.subarray(end),
    ]);
    return { program: bytes, script: renamed(script, names) };
  }
}

/** @param {string} script @param {Map<string, string>} names */
function renamed(script, names) {
  const left = new Map(names);
  const text = script.replaceAll(/\b(__wb[\w$]+):/g, (key, name) => {
    const short = left.get(name);
    left.delete(name);
    return short === undefined ? key : `${short}:`;
  });
  if (left.size > 0) {
    throw new Error(`wasm-bindgen's script no longer offers ${[...left.keys()].join(", ")} as expected`);
  }
  return text;
}
