//! Names the pack that is built into the program, so that no file in `src/` has to know what it is about; and gives a name
//! to the sources of the core, so that what was compiled by another program is known for it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/advisor");
    println!("cargo::rustc-env=BUILTIN_PACK=node-vs-python");
    let mut files = Vec::new();
    collect(Path::new("src/advisor"), &mut files)?;
    files.sort();
    // FNV-1a with 64 bits: it has to be the same for the same sources, and no more.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for file in files.iter().map(PathBuf::as_path).chain([Path::new("Cargo.lock")]) {
        for byte in fs::read(file)? {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    println!("cargo::rustc-env=ADVISOR_SOURCES={hash:016x}");
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
