//! Names the pack that is built into the program, so that no file in `src/` has to know what it is about.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-env=BUILTIN_PACK=node-vs-python");
}
